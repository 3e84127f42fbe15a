// What the app's registries list, for scripts: read from their source, so that no script repeats a list.
import { runnerImport } from 'vite';

async function sourceOf(path) {
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}

/** Names of the scenarios, and of the kinds of models that can be drafted. */
export async function readRegistries() {
  const [{ scenarioCards }, { families }] = await Promise.all([
    sourceOf('./src/contract/project/scenario.ts'),
    sourceOf('./src/model/families/registry.ts'),
  ]);
  const drafted = families.flatMap(({ offers }) =>
    ['images', 'table'].flatMap((kind) =>
      ['binary', 'multiclass', 'regression'].flatMap((task) => offers(task, kind)),
    ),
  );
  return { scenarios: scenarioCards.map(({ id }) => id), families: [...new Set(drafted)] };
}
