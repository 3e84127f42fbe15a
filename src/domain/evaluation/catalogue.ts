// The catalogue of indicators, version 1: what E is made of, with fixed goalposts. Measuring is in measure.ts, words for
// people in the messages. A change of any goalpost needs a new version, since old snapshots are compared with new ones.
import { dimensions, type Dimension, type Step } from '../../contract/project/project';
import { down, identity, log, type Norm, up } from './normalize';

/** Version of this catalogue, kept with every reading. */
export const catalogueVersion = 1;

/** One indicator f_ij. */
export interface Indicator {
  id: string;
  dimension: Dimension;
  /** Component i of the dimension, such as `M2`. */
  component: string;
  formula: string;
  norm: Norm;
  /** A: measured by the app from its records; H: answered by a person; A+H: both. */
  source: 'A' | 'H' | 'A+H';
  /** The standard or paper that it follows; empty where it is our own. */
  after: string;
  /** The screen on which it is raised. */
  step: Step;
  /** False where this version of the app has no way yet to take it: it stays missing, and is no advice to anyone. */
  attainable: boolean;
}

type Row = [
  id: string,
  formula: string,
  norm: Norm,
  source: Indicator['source'],
  after: string,
  step: Step,
  later?: 'later',
];

const serving25010 = 'ISO/IEC 25010';
const ai25059 = 'ISO/IEC 25059';
const dataQuality = 'ISO/IEC 5259-2';
const monitor = 'ML Test Score, Monitor';
const infra = 'ML Test Score, Infra';

const rows: Record<Dimension, Row[]> = {
  architecture: [
    [
      'A1a',
      'requirements with a measurable target / all requirements',
      up(0.5, 1),
      'A',
      'NIST AI RMF, MAP',
      'goals',
    ],
    ['A1b', 'gain over the simplest baseline, relative', up(0, 0.2), 'A', 'ML Test Score, Model', 'model'],
    ['A1c', 'alternatives evaluated / 3', up(0, 1), 'A', ai25059, 'model'],
    ['A2a', 'model bytes / budget', down(0.5, 1.25), 'A', serving25010, 'architecture'],
    ['A2b', 'p95 latency ms / budget', down(0.5, 1.25), 'A', serving25010, 'deploy'],
    ['A2c', 'peak memory MB / budget', down(0.5, 1.25), 'A', serving25010, 'deploy'],
    ['A3a', 'spread of the metric over reruns with the same seed', down(0, 0.02), 'A', `${infra} 1`, 'model'],
    [
      'A3b',
      'runs with config, seed, data hash and app version / runs',
      up(0.5, 1),
      'A',
      'ISO/IEC 5259',
      'model',
    ],
    [
      'A3c',
      'log10 of the largest output difference after export and re-import',
      down(-5, -2),
      'A',
      '',
      'deploy',
    ],
    ['A4a', 'model-card fields filled / fields', up(0.5, 1), 'A', ai25059, 'deploy'],
    ['A4b', 'decisions recorded with a reason, rated', identity, 'H', ai25059, 'architecture'],
  ],
  data: [
    ['D1a', '1 − missing / required cells', up(0.8, 1), 'A', dataQuality, 'data'],
    ['D1b', "rows that pass the schema's expectations / rows", up(0.95, 1), 'A', 'ISO/IEC 25024', 'data'],
    ['D1c', 'correct / audited labels', up(0.9, 1), 'A+H', dataQuality, 'data', 'later'],
    ['D2a', 'duplicate rows / rows', down(0, 0.05), 'A', 'Deepchecks', 'data'],
    [
      'D2b',
      'rows of identical inputs with conflicting labels / rows',
      down(0, 0.01),
      'A',
      'Deepchecks',
      'data',
    ],
    ['D2c', "Krippendorff's alpha between annotators", up(0.4, 0.8), 'A', 'Krippendorff', 'data', 'later'],
    ['D3a', 'H(y) / ln K', up(0.5, 1), 'A', dataQuality, 'data'],
    [
      'D3b',
      'Jensen–Shannon distance to the stated population',
      down(0, 0.1),
      'A+H',
      dataQuality,
      'data',
      'later',
    ],
    ['D4a', 'rows of test also in train / rows of test', down(0, 0.05), 'A', 'Deepchecks', 'data'],
    ['D4b', 'drifted columns / columns', down(0, 0.5), 'A', 'Evidently', 'data', 'later'],
    [
      'D4c',
      'largest predictive power score of a single feature',
      down(0.5, 0.8),
      'A',
      'Deepchecks',
      'data',
      'later',
    ],
    ['D5a', 'personal-data findings resolved / found', up(0.9, 1), 'A', dataQuality, 'data', 'later'],
    ['D5b', 'licence, consent and source fields filled / 3', up(0.5, 1), 'H', dataQuality, 'data'],
    ['D5c', 'age / shelf life', down(0.5, 1.5), 'A', dataQuality, 'data', 'later'],
  ],
  model: [
    ['M1a', '(metric − baseline) / (target − baseline)', up(0, 1), 'A', 'ISO/IEC TS 4213', 'model'],
    ['M1b', 'relative fall from train to test', down(0, 0.2), 'A', 'Deepchecks', 'model'],
    ['M1c', 'worst slice / overall', up(0.6, 0.95), 'A', 'Deepchecks', 'model'],
    [
      'M2a',
      'expected calibration error, 15 equal-mass bins',
      down(0.01, 0.1),
      'A',
      'Guo et al. 2017',
      'model',
    ],
    ['M2b', 'Brier skill score', up(0, 0.5), 'A', 'Brier 1950', 'model'],
    [
      'M3a',
      'metric kept under corruption',
      up(0.5, 1),
      'A',
      'Hendrycks & Dietterich 2019',
      'evaluate',
      'later',
    ],
    [
      'M3b',
      'metric kept under PGD at the stated ε',
      up(0.2, 0.9),
      'A',
      'Madry et al. 2018',
      'evaluate',
      'later',
    ],
    [
      'M3c',
      'AUROC of in- against out-of-distribution',
      up(0.5, 0.9),
      'A',
      'Hendrycks & Gimpel 2017',
      'evaluate',
      'later',
    ],
    ['M4a', 'demographic-parity ratio', up(0.6, 0.9), 'A', 'four-fifths rule', 'evaluate', 'later'],
    ['M4b', 'equalised-odds difference', down(0, 0.2), 'A', 'Hardt et al. 2016', 'evaluate', 'later'],
    [
      'M5a',
      'insertion AUC − deletion AUC of the attributions',
      up(0, 0.5),
      'A',
      'Petsiuk et al. 2018',
      'evaluate',
      'later',
    ],
    ['M5b', 'rank correlation of attributions across seeds', up(0.3, 0.9), 'A', '', 'evaluate', 'later'],
  ],
  deployment: [
    ['P1a', 'hours from data version to production', log(down(24, 720)), 'A', 'DORA', 'deploy'],
    ['P1b', 'deployments in the last 30 days', log(up(1, 30)), 'A', 'DORA', 'deploy'],
    ['P2a', 'change-failure rate', down(0.05, 0.4), 'A', 'DORA', 'deploy', 'later'],
    ['P2b', 'hours to recovery', log(down(1, 168)), 'A', 'DORA', 'deploy', 'later'],
    ['P2c', 'rework rate', down(0.05, 0.3), 'A', 'DORA', 'deploy', 'later'],
    [
      'P3a',
      'releases that went through canary or shadow / releases',
      up(0, 1),
      'A',
      infra,
      'deploy',
      'later',
    ],
    ['P3b', 'rollback rehearsed in the last 90 days', identity, 'A', infra, 'deploy', 'later'],
    ['P3c', 'artefacts whose hash verifies / verified', up(0.9, 1), 'A', '', 'deploy'],
    ['P4a', 'live versions that are monitored / live versions', up(0.5, 1), 'A', monitor, 'deploy', 'later'],
    ['P4b', 'true alerts / alerts', up(0.3, 0.9), 'A+H', '', 'deploy', 'later'],
    [
      'P4c',
      'predictions inside the latency objective / predictions',
      up(0.95, 0.999),
      'A',
      'SRE',
      'deploy',
      'later',
    ],
    [
      'P4d',
      'features skewed between training and serving / features',
      down(0, 0.2),
      'A',
      monitor,
      'deploy',
      'later',
    ],
  ],
  team: [
    ['T1a', 'stages with an accountable person / stages', up(0.5, 1), 'A', 'NIST AI RMF, GOVERN', 'team'],
    [
      'T1b',
      'promotions approved by someone else / promotions',
      up(0.5, 1),
      'A',
      'four-eyes principle',
      'deploy',
    ],
    ['T1c', '1 − Herfindahl index of contributions', up(0, 0.6), 'A', '', 'team'],
    ['T2a', 'median review time in hours', log(down(8, 120)), 'A', 'DORA', 'team'],
    ['T2b', 'tasks done on time / tasks due', up(0.5, 0.95), 'A', '', 'team'],
    [
      'T3a',
      'incidents with a closed post-mortem / incidents',
      up(0, 1),
      'A',
      'NIST AI RMF, MANAGE',
      'team',
      'later',
    ],
    ['T3b', 'lessons and ideas shared, rated', identity, 'H', '', 'team'],
    ['T4a', 'maturity level / 4', identity, 'H', 'Microsoft MLOps maturity model', 'team'],
    ['T4b', 'roles whose skills are covered / roles', up(0.5, 1), 'H', '', 'team'],
  ],
};

/** Every indicator, in the order in which it is shown. */
export const catalogue: readonly Indicator[] = dimensions.flatMap((dimension) =>
  rows[dimension].map(([id, formula, norm, source, after, step, later]) => ({
    ...{ id, dimension, component: id.slice(0, 2), formula, norm, source, after, step },
    attainable: later === undefined,
  })),
);

/** Indicators by id. */
export const indicatorOf: ReadonlyMap<string, Indicator> = new Map(
  catalogue.map((indicator) => [indicator.id, indicator]),
);
