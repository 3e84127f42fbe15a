// A small training without the app's face, as the tests of faults and the soak drive it: a table, a recipe, one run.
// Functions that run in the page get all they need as arguments: the header policy allows no strings of code.

/** Rows whose label needs both a number and a category; the same for the same count. */
function tableOf(rows) {
  let state = 11;
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const lines = Array.from({ length: rows }, () => {
    const [age, income, region] = [20 + next(50), 1000 + next(9000), next(3)];
    const score = (age - 45) / 10 + (region === 0 ? 1.5 : -0.5) + next(100) / 50 - 1;
    return [age, income, ['north', 'south', 'east'][region], score > 0 ? 'yes' : 'no'].join(',');
  });
  return `age,income,region,approved\n${lines.join('\n')}\n`;
}

/**
 * Opens the app without its face.
 * @param {import('@playwright/test').Page} page
 * @param {string} base address of the app, with its last slash
 */
export async function openHeadless(page, base) {
  await page.goto(`${base}headless.html`);
  await page.waitForFunction(() => window.hearth !== undefined);
}

/**
 * A project of its own with a small table and a recipe for it.
 * @param {import('@playwright/test').Page} page
 * @param {{ rows?: number, epochs?: number, batchSize?: number }} size
 * @returns {Promise<{ projectId: string, recipe: import('../../src/contract/model/recipe').Recipe }>}
 */
export function smallProject(page, { rows = 400, epochs = 4, batchSize = 32 } = {}) {
  return page.evaluate(
    async ({ csv, changes }) => {
      const { data } = window.hearth.clients;
      const { projectId } = await data.call('createProject', {
        name: 'Small',
        scenarioId: null,
        locale: 'en',
      });
      await data.call('importTable', { projectId, file: new File([csv], 'loans.csv', { type: 'text/csv' }) });
      const { project } = await data.call('getProject', { projectId });
      const roles = { ...project.data.roles, approved: 'target' };
      const chosen = { ...project.data, target: 'approved', task: 'binary', roles };
      await data.call('updateProject', { projectId, patch: { data: chosen } });
      const drafted = await data.call('draftRecipe', { projectId, family: 'dense' });
      // What is told of its probabilities is not what these runs are about.
      return { projectId, recipe: { ...drafted, calibration: 'none', ...changes } };
    },
    {
      csv: tableOf(rows),
      changes: {
        model: {
          family: 'dense',
          layers: [
            { kind: 'dense', units: 8, activation: 'relu' },
            { kind: 'dropout', rate: 0.2 },
          ],
        },
        batchSize,
        epochs,
        earlyStopping: null,
        seed: 11,
      },
    },
  );
}

/**
 * Trains and resolves with the run, as its call answers. Events reach `window.told`, where the page has it.
 * @param {import('@playwright/test').Page} page
 * @param {object} request as the engine's `train` takes it
 */
export function train(page, request) {
  return page.evaluate(
    (given) =>
      window.hearth.clients.engine.call('train', given, { onEvent: (event) => void window.told?.(event) }),
    request,
  );
}

/**
 * Judges a run that is done; resolves with the judgement.
 * @param {import('@playwright/test').Page} page
 */
export function judge(page, run) {
  return page.evaluate((runId) => window.hearth.clients.engine.call('judge', { runId }), run.id);
}

/**
 * Asks a run to write a checkpoint and end as paused.
 * @param {import('@playwright/test').Page} page
 */
export function pause(page, run) {
  return page.evaluate((runId) => window.hearth.clients.engine.call('pauseRun', { runId }), run.id);
}

/**
 * The runs of a project as the app has them, newest first.
 * @param {import('@playwright/test').Page} page
 */
export async function runsOf(page, projectId) {
  return page.evaluate(async (id) => {
    const { data } = window.hearth.clients;
    const { runs } = await data.call('getProject', { projectId: id });
    return Promise.all(runs.map((row) => data.call('getRun', { runId: row.id })));
  }, projectId);
}

/** The hashes that name every bit of a run's weights. */
export function weightsOf(run) {
  const { weights, state } = run.artifact ?? {};
  return (weights ?? state ?? []).map(({ sha256 }) => sha256);
}

/**
 * Reads a run's weights from the store, as numbers.
 * @param {import('@playwright/test').Page} page
 */
export function weightValues(page, run) {
  return page.evaluate(async (hashes) => {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open('hearth');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const chunks = await new Promise((resolve, reject) => {
      const request = database.transaction('chunks').objectStore('chunks').getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    const found = hashes.map((hash) => chunks.find(({ sha256 }) => sha256 === hash).bytes);
    return found.flatMap((bytes) => [...new Float32Array(bytes.slice().buffer)]);
  }, weightsOf(run));
}
