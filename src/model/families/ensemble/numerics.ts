// An ensemble behind the interface of families: its members learn one after another from the same rows, and answer together.
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact, type StateArtifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import {
  modelShape,
  numericsOf,
  type FamilyNumerics,
  type FamilyOutcome,
  type NamedFile,
  type StoredModel,
} from '../numerics';
import { blend } from './blend';
import { membersOf, type Member } from './members';
import { partsOf, slice, sourceOfPart, type Part } from './parts';
import { packMembers, unpackMembers, type LearntMember } from './state';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;
/** What says which file is whose, and how their answers become one. */
const ensembleFile = 'ensemble.json';

export const numerics: FamilyNumerics = {
  parameters: () => 0,
  estimate({ shape, trainRows, windowBytes }) {
    const width = shape.inputShape.reduce((product, side) => product * side, 1);
    const trainingBytes = 2 * Math.min(windowBytes, 4 * trainRows * width);
    return {
      ...{ parameters: 0, modelBytes: 0, storageBytes: 0, trainingBytes, multiplyAdds: 0 },
      ...{ seconds: null, layers: [] },
    };
  },
  batchRows: () => ({ training: batchRows, prediction: batchRows }),
  weighsClasses: true,
  async *train(job) {
    const recipe = demandSettings(job.recipe);
    const members = membersOf(recipe);
    const parts = partsOf(recipe, recipesOf(members), job.fitted);
    const began = job.now();
    const learnt: LearntMember[] = [];
    let parameters = 0;
    const record = () => ({
      parameters,
      secondsTrained: (job.now() - began) / 1000,
      convergence: { iterations: learnt.length, converged: learnt.length === members.length },
    });
    for (const [place, { recipe: member }] of members.entries()) {
      const { fitted } = parts[place]!;
      const family = await numericsOf(member);
      const outcome: FamilyOutcome = yield* silently(
        family.train({
          ...job,
          recipe: member,
          fitted,
          shape: modelShape(fitted),
          source: sourceOfPart(job.source, parts[place]!),
          from: null,
        }),
      );
      if (outcome.learnt.kind !== 'state')
        throw new HearthError('recipe_invalid', { field: 'model.settings.families' });
      // One that was asked to end is not whole: there is no ensemble of some of its members.
      if (job.control.intent !== 'go')
        return {
          reason: 'paused',
          learnt: { kind: 'state', bytes: new Uint8Array(0), facts: {} },
          record: { secondsTrained: record().secondsTrained },
        };
      learnt.push(outcome.learnt);
      parameters += outcome.record.parameters ?? family.parameters(member, modelShape(fitted));
      yield { kind: 'iteration', iteration: place + 1, mostIterations: members.length, loss: NaN };
    }
    return {
      reason: 'done',
      learnt: { kind: 'state', bytes: packMembers(learnt), facts: { members: learnt.length } },
      record: record(),
    };
  },
  async load(model) {
    const members = await storedMembers(model);
    const predictors = await Promise.all(
      members.map(async ({ stored }) => (await numericsOf(stored.recipe)).load(stored)),
    );
    const outputs = predictors[0]?.outputs ?? 1;
    const weights = members.map(({ weight }) => weight);
    return {
      outputs,
      async predict(features, rows, onPeak) {
        const answers: Float32Array[] = [];
        for (const [place, predictor] of predictors.entries())
          answers.push(await predictor.predict(slice(features, rows, members[place]!.part), rows, onPeak));
        return blend(model.recipe.task, answers, weights, outputs);
      },
      bytes: () => Promise.resolve(model.bytes.slice()),
      dispose: () => {
        for (const predictor of predictors) predictor.dispose();
      },
    };
  },
  async export(model) {
    const members = await storedMembers(model);
    const exported = await Promise.all(
      members.map(async ({ stored }) => (await numericsOf(stored.recipe)).export(stored)),
    );
    const files = exported.flatMap((each, place) =>
      each.files.map(({ name, bytes }): NamedFile => ({ name: `${folderOf(place)}/${name}`, bytes })),
    );
    const described = {
      members: members.map(({ stored, weight, part }, place) => ({
        folder: folderOf(place),
        family: stored.recipe.model.family,
        weight,
        columns: { from: part.from, count: part.width },
      })),
    };
    const head: NamedFile = {
      name: ensembleFile,
      bytes: new TextEncoder().encode(`${JSON.stringify(described, null, 2)}\n`),
    };
    return {
      files: [head, ...files],
      facts: {},
      usage: `An ensemble made with Hearth: ${String(members.length)} models that answer together.

${ensembleFile} names the folder of each model, its weight, and which columns of an encoded sample it reads (the first, and how many).
The answer is the weighted mean of their probabilities; of numbers, that of their numbers. How each is loaded:

${exported.map(({ usage }, place) => `${folderOf(place)}/\n\n${usage}`).join('\n')}`,
      remarks: exported.map(({ remarks }) => remarks).find((remarks) => remarks !== '') ?? '',
    };
  },
  async compare(model, exported) {
    const members = await storedMembers(model);
    const differences = await Promise.all(
      members.map(async ({ stored }, place) => {
        const prefix = `${folderOf(place)}/`;
        const files = exported.files
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, bytes }) => ({ name: name.slice(prefix.length), bytes }));
        return (await numericsOf(stored.recipe)).compare(stored, { ...exported, files });
      }),
    );
    return Math.max(...differences);
  },
};

function folderOf(place: number): string {
  return `member-${String(place + 1)}`;
}

function recipesOf(members: readonly Member[]): SettingsRecipe[] {
  return members.map(({ recipe }) => recipe);
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}

/** A member's own progress is not that of the ensemble. */
async function* silently(
  training: AsyncGenerator<unknown, FamilyOutcome>,
): AsyncGenerator<never, FamilyOutcome> {
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
  }
}

interface StoredMember {
  stored: StoredModel;
  weight: number;
  part: Part;
}

async function storedMembers({ recipe, artifact, bytes }: StoredModel): Promise<StoredMember[]> {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  const own = demandSettings(recipe);
  const members = membersOf(own);
  const parts = partsOf(own, recipesOf(members), artifact.preprocessing);
  return unpackMembers(bytes, members.length).map(({ bytes: held, facts }, place) => {
    const { recipe: member, weight } = members[place]!;
    const part = parts[place]!;
    const memberArtifact: StateArtifact = {
      ...artifact,
      family: member.model.family,
      state: [],
      bytes: held.byteLength,
      preprocessing: part.fitted,
      facts,
    };
    return { stored: { recipe: member, artifact: memberArtifact, bytes: held }, weight, part };
  });
}
