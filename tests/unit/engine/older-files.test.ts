// Project files that earlier layouts wrote open for ever: every record fits the schemas and checks of today, every chunk hashes.
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../../src/contract/model/judgement';
import { judgementRow } from '../../../src/contract/project/rows';
import { copyRecords } from '../../../src/engine/project-file/copy-records';
import {
  openProjectFile,
  type ProjectFile,
} from '../../../src/engine/project-file/reading/read-project-file';
import { checkRecords } from '../../../src/engine/project-file/reading/check-records';

async function open(path: string): Promise<ProjectFile> {
  const bytes = await readFile(new URL(`../../fixtures/projects/${path}`, import.meta.url));
  const opened = await openProjectFile(new Blob([new Uint8Array(bytes)]), new AbortController().signal);
  for (const chunk of opened.chunks) await chunk.read();
  return opened;
}

const countsOf = ({ bundles }: ProjectFile) =>
  bundles.map(({ project, ...tables }) => ({
    name: project.name,
    ...Object.fromEntries(Object.entries(tables).map(([table, records]) => [table, records.length])),
  }));

test('the calibration error of two classes, as an earlier app measured it, is not taken for that of today', async () => {
  const [binary] = (await open('layout-1/binary.hearth')).bundles;
  const [many] = (await open('layout-1/multiclass.hearth')).bundles;
  const eceOf = (judgement: Judgement) => judgementRow(judgement).test.metrics['ece'];
  for (const judgement of binary!.judgements) {
    expect(judgement.test.metrics['ece']).toBeGreaterThan(0);
    expect(eceOf(judgement)).toBeNull();
    const measuredNow: Judgement = { ...judgement, calibrated: 'positive' } as Judgement;
    expect(eceOf(measuredNow)).toBe(judgement.test.metrics['ece']);
    expect(judgementRow(judgement).test.metrics['auc']).toBe(judgement.test.metrics['auc']);
  }
  expect(eceOf(many!.judgements[0]!)).toBe(many!.judgements[0]!.test.metrics['ece']);
});

describe('layout 1', () => {
  const short = {
    ...{ datasets: 1, partitions: 1, runs: 2, checkpoints: 0, judgements: 2, versions: 1, versionFacts: 1 },
    ...{ promotions: 0, tasks: 0, reviews: 0, snapshots: 1 },
    // Later layouts' tables.
    ...{ studies: 0, trials: 0 },
  };
  const loans = {
    ...{ ...short, name: 'Loans', runs: 3, checkpoints: 2 },
    ...{ promotions: 1, tasks: 1, reviews: 1, snapshots: 2 },
  };
  const rents = { ...short, name: 'Rents' };
  const plants = { ...short, name: 'Plants' };

  test.each([
    ['binary', [loans]],
    ['regression', [rents]],
    ['multiclass', [plants]],
  ])('%s opens whole', async (name, expected) => {
    const opened = await open(`layout-1/${name}.hearth`);
    expect(countsOf(opened)).toEqual(expected);
  });

  test('a backup opens whole, and its projects can be copied', async () => {
    const opened = await open('layout-1/backup.hearth');
    expect(new Set(countsOf(opened))).toEqual(new Set([loans, rents, plants]));
    for (const bundle of opened.bundles) await checkRecords(await copyRecords(bundle));
  });
});
