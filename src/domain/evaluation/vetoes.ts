// What no mean may outweigh. Vetoes stand beside E, never in it.
import type { Snapshot } from '../../contract/project/evaluation';
import { givenAway } from '../predictive/given-away';
import { unexplainedRepeats } from '../predictive/repeats';
import { championOf, type ProjectRecords } from './indicators/context';

/** More rows of test than this in train, and a test metric says little (the default limit of Deepchecks). */
const leakageLimit = 0.05;

/**
 * The vetoes that the records show. Personal data and parity are not looked for yet, so they are never claimed. The first
 * version of a project has nothing to roll back to, which is nobody's fault.
 */
export function findVetoes(records: ProjectRecords): Snapshot['vetoes'] {
  const vetoes: Snapshot['vetoes'] = [];
  const { partition } = records;
  if (partition && unexplainedRepeats(partition.quality) > leakageLimit * partition.counts.test)
    vetoes.push('leakage');
  if (partition && givenAway(partition, records.project.data).some(({ vetoed }) => vetoed))
    vetoes.push('target-leakage');
  const champion = championOf(records);
  if (champion && records.versions.length > 1) {
    const spares = records.versions.filter(
      ({ id }) =>
        id !== champion.id &&
        records.facts.find(({ versionId }) => versionId === id)?.verified?.holds !== false,
    );
    if (spares.length === 0) vetoes.push('no-rollback');
  }
  return vetoes;
}
