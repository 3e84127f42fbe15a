// What the app's registries list, for scripts: read from their source, so that no script repeats a list.
import { runnerImport } from 'vite';

async function sourceOf(path) {
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}

/** Names of the scenarios and of the model families. */
export async function readRegistries() {
  const [{ scenarioCards }, { family }] = await Promise.all([
    sourceOf('./src/contract/project/scenario.ts'),
    sourceOf('./src/contract/model/recipe.ts'),
  ]);
  return { scenarios: scenarioCards.map(({ id }) => id), families: [...family.options] };
}
