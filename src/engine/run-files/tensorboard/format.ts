// Runs as TensorBoard event files: a folder a run, with one file of TFRecords. Scalars by `loss/train`, `auc/test`; the recipe as a text.
import type { Run } from '../../../contract/model/run';
import { flatRecipe } from '../flat-recipe';
import type { RunFileFormat, RunRecords } from '../run-format';
import { plainName, runName } from '../run-name';
import { runSeries } from '../run-series';
import { scalarEvent, textEvent, versionEvent } from './events';
import { joined } from '../../../domain/protobuf';
import { tfRecord } from './tf-record';

const mostNameBytes = 120;

export const tensorboardFormat: RunFileFormat = {
  takesModels: false,
  readme: `Runs as TensorBoard event files. In the folder that holds tensorboard/:

  tensorboard --logdir tensorboard

Step: the epoch or round, from 1; 0 of what was measured once, after the training. Time: the start of the run plus the seconds
that it trained until then; of test metrics, when they were measured.
`,
  projectFiles: () => [],
  runFiles(_project, records) {
    const seconds = String(Math.floor(records.run.startedAt / 1000)).padStart(10, '0');
    const folder = plainName(runName(records.run), mostNameBytes);
    return [
      {
        name: `tensorboard/${folder}/events.out.tfevents.${seconds}.hearth`,
        bytes: eventFile(records),
      },
    ];
  },
};

/** All events of a run, in the order of what they tell of. */
export function eventFile({
  run,
  judgement,
}: Pick<RunRecords, 'run' | 'judgement'>): Uint8Array<ArrayBuffer> {
  const events = [versionEvent(run.startedAt), textEvent('recipe', recipeText(run), run.startedAt)];
  const points = runSeries(run, judgement).flatMap(({ of, part, points }) =>
    points.map((point) => ({ ...point, tag: part === null ? of : `${of}/${part}` })),
  );
  // A reader takes a smaller step after a greater one of the same time for a restart: in the order of time, as they came.
  for (const { tag, value, step, at } of points.sort((one, other) => one.at - other.at))
    events.push(scalarEvent(tag, value, step, at));
  return joined(events.map(tfRecord));
}

/** The recipe as a table in Markdown. */
function recipeText({ recipe }: Run): string {
  const cell = (text: string) => text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
  const rows = flatRecipe(recipe).map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`);
  return ['| field | value |', '| --- | --- |', ...rows].join('\n');
}
