import { expect, it } from 'vitest';
import { stages, stagesOf, type JobKind } from '../../../src/contract/project/stage';

it.each<JobKind>(['run-all', 'train', 'resume', 'judge'])(
  'a job of the kind %s takes stages of the one list, in its order, each once',
  (kind) => {
    const places = stagesOf(kind).map((stage) => stages.indexOf(stage));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(stagesOf(kind)).toContain('judge');
  },
);
