// Small real projects in a fresh database: a table from a CSV, and images.
import type { DatasetVersion } from '../../../src/contract/data/dataset';
import { netRecipe } from '../../net-recipe';
import type { LayerSpec, NetRecipe } from '../../../src/contract/model/recipe';
import { encodeRowGroup } from '../../../src/data/rows/row-group';
import { Philox } from '../../../src/domain/random';
import { createDataApi } from '../../../src/engine/data-api';
import { datasetSha256 } from '../../../src/storage/record-hashes';
import { putChunk } from '../../../src/storage/chunks/chunks';
import { commitDataset } from '../../../src/storage/datasets';
import { newId } from '../../../src/storage/store/ids';
import { editProject } from '../../../src/engine/project/update-project';
import { call } from './call';

export const data = createDataApi();

/** A project with a recipe for its data. */
export interface SmallProject {
  projectId: string;
  recipe: NetRecipe;
}

/** Rows of a table whose target needs both a number and a category. */
export function tableCsv(rows: number, seed = 4): string {
  const random = new Philox(seed, 1);
  const lines = ['age,income,region,note,approved'];
  for (let row = 0; row < rows; row++) {
    const age = 20 + random.below(50);
    const income = random.below(20) === 0 ? '' : String(1000 + random.below(9000));
    const region = ['north', 'south', 'east'][random.below(3)]!;
    const score = (age - 45) / 10 + (region === 'north' ? 1.5 : -0.5) + random.normal();
    lines.push(`${age},${income},${region},"=row ${row % 7}",${score > 0 ? 'yes' : 'no'}`);
  }
  return `${lines.join('\n')}\n`;
}

const dense: LayerSpec[] = [
  { kind: 'dense', units: 8, activation: 'relu' },
  { kind: 'dropout', rate: 0.3 },
];

/** A binary table project of its own. */
export async function tableProject(rows = 400): Promise<SmallProject> {
  const { projectId } = await call(data.createProject, { name: 'Table', scenarioId: null });
  const file = new File([tableCsv(rows)], 'loans.csv', { type: 'text/csv' });
  await call(data.importTable, { projectId, file });
  await editProject(projectId, async (project) => ({
    ...project,
    data: {
      ...project.data,
      target: 'approved',
      task: 'binary',
      roles: { ...project.data.roles, approved: 'target', note: 'ignored' },
    },
  }));
  const drafted = netRecipe(await call(data.draftRecipe, { projectId, family: 'dense' }));
  const recipe: NetRecipe = {
    ...drafted,
    model: { family: 'dense', layers: dense },
    batchSize: 32,
    epochs: 4,
    earlyStopping: { patience: 3, minDelta: 0 },
    seed: 11,
  };
  return { projectId, recipe };
}

const side = 8;
const convolution: LayerSpec[] = [
  { kind: 'conv2d', filters: 4, kernelSize: 3, strides: 1, padding: 'valid', activation: 'relu' },
  { kind: 'maxPool2d', size: 2 },
  { kind: 'flatten' },
  { kind: 'dense', units: 8, activation: 'relu' },
  { kind: 'dropout', rate: 0.5 },
];

/** Images of a bright bar in one of three places, with noise; in two row groups. */
export async function imageProject(rows = 240): Promise<SmallProject> {
  const { projectId } = await call(data.createProject, { name: 'Images', scenarioId: null });
  const random = new Philox(21, 2);
  const columns: DatasetVersion['columns'] = [
    { name: 'image', type: 'image', categories: [], shape: [side, side, 1] },
    { name: 'place', type: 'category', categories: ['left', 'middle', 'right'], shape: null },
  ];
  const groups: DatasetVersion['groups'] = [];
  for (const firstRow of [0, rows / 2]) {
    const pixels = new Uint8Array((rows / 2) * side * side).map(() => random.below(90));
    const codes = new Int32Array(rows / 2).map(() => random.below(3));
    codes.forEach((code, row) => {
      for (let y = 0; y < side; y++) pixels[(row * side + y) * side + 1 + code * 2 + random.below(2)] = 230;
    });
    const bytes = encodeRowGroup(rows / 2, [
      { type: 'image', pixels },
      { type: 'category', codes },
    ]);
    groups.push({ firstRow, rows: rows / 2, chunk: await putChunk(bytes) });
  }
  const dataset: DatasetVersion = {
    id: newId(),
    projectId,
    name: 'bars',
    kind: 'images',
    rows,
    columns,
    groups,
    sha256: await datasetSha256({ columns, groups }),
    source: {
      ...{ kind: 'scenario', name: 'bars', bytes: 0, encoding: null, delimiter: null },
      ...{ synthetic: true, licence: 'CC0', origin: 'generated' },
    },
    lineage: { parent: null, steps: [] },
    profiles: columns.map(({ name }) => ({ name, missing: 0, distinct: 3, number: null, top: [] })),
    notices: [],
    noticeCount: 0,
    duplicateRows: 0,
    readMs: 1,
    createdAt: Date.now(),
  };
  await commitDataset(dataset, (project) => Promise.resolve(project));
  await editProject(projectId, async (project) => ({
    ...project,
    data: {
      ...project.data,
      datasetId: dataset.id,
      target: 'place',
      task: 'multiclass',
      roles: { image: 'feature', place: 'target' },
    },
  }));
  const drafted = netRecipe(await call(data.draftRecipe, { projectId, family: 'convolutional' }));
  const recipe: NetRecipe = {
    ...drafted,
    model: { family: 'convolutional', layers: convolution },
    batchSize: 16,
    epochs: 4,
    earlyStopping: null,
    seed: 5,
  };
  return { projectId, recipe };
}
