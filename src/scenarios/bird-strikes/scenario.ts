// Bird strikes: 10,000 real reports to the U.S. Federal Aviation Administration, with what real tables have: many categories, dates, gaps,
// spellings nobody explained, and columns that are known only after the fact.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { ScenarioPlan } from '../../contract/project/scenario';
import { readFile } from '../../data/formats/registry';
import type { DatasetReading, ReadOptions } from '../../data/rows/reading';
import { fetchSample, type SampleFile } from '../sample-file';
import {
  atLeast,
  atMost,
  goalsOf,
  type Scenario,
  type ScenarioLocale,
  type ScenarioReadOptions,
} from '../scenario';
import { birdStrikesTexts } from './texts';

const file: SampleFile = {
  name: 'bird-strikes.csv.gz',
  sha256: '252491d576f56b9a4c154a94a2290b93d18c977b1a63c47024ef88519cf5bfdd',
};

function birdStrikesPlan(locale: ScenarioLocale): ScenarioPlan {
  const texts = birdStrikesTexts[locale];
  return {
    goals: goalsOf(
      texts,
      {
        ranks: atLeast('auc', 0.75, 'must'),
        finds: atLeast('recall', 0.5, 'should'),
        calibrated: atMost('ece', 0.05, 'should'),
      },
      { modelBytes: 2_000_000, latencyMs: 50, memoryMb: 512 },
    ),
    target: 'Damage',
    task: 'binary',
    protected: [],
    // The extent and the costs of a damage are known only once it happened: they would give the answer away.
    ignored: ['Effect Amount of damage', 'Cost Other', 'Cost Repair', 'Cost Total $'],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 5 },
    accountability: texts.accountability,
    // What is drafted for any table is taken.
    recipe: {},
  };
}

const birdStrikesSource: DatasetVersion['source'] = {
  kind: 'scenario',
  name: 'bird-strikes',
  bytes: 1_244_398,
  encoding: 'utf-8',
  delimiter: ',',
  synthetic: false,
  licence: 'U.S. Government work, public domain',
  origin: 'FAA Wildlife Strike Database, by way of npm vega-datasets 3.2.1',
};

async function readBirdStrikes(options: ScenarioReadOptions): Promise<DatasetReading> {
  return readReports(await fetchSample(file, options.baseUrl, options.signal), options);
}

/** The shipped CSV, opened as one of a person's own would be. */
export async function readReports(
  bytes: Uint8Array<ArrayBuffer>,
  { signal, onProgress }: ReadOptions,
): Promise<DatasetReading> {
  return (await readFile(new File([bytes], 'bird-strikes.csv'), { signal, onProgress })).reading;
}

/** The reports, for the registry. */
export const scenario: Scenario = {
  plan: birdStrikesPlan,
  source: birdStrikesSource,
  read: readBirdStrikes,
};
