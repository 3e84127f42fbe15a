// What the automatic choice of a backend costs beside the best backend that a person could have chosen: from pressing *Run all steps* to
// the end, in a new profile and later in the same one; and how long an own table takes from the file to E.
const table = (rows, columns) => {
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const names = Array.from({ length: columns - 1 }, (_, at) => `x${at + 1}`);
  const lines = [[...names, 'outcome'].join(',')];
  for (let row = 0; row < rows; row += 1) {
    const values = names.map(() => next().toFixed(4));
    const signal = Number(values[0]) + Number(values[1]) * Number(values[2]) + 0.3 * next();
    lines.push([...values, signal > 0.9 ? 'yes' : 'no'].join(','));
  }
  return Buffer.from(lines.join('\n'));
};

const works = {
  small: { rounds: 3, open: (page, url) => openTable(page, url, table(500, 10)) },
  medium: { rounds: 3, open: (page, url) => openTable(page, url, table(10_000, 30)) },
  large: { rounds: 1, open: openDigits },
};
const chosen = ['wasm', 'webgpu'];
const ratioBar = 1.3;
const fileToEBar = 60;
const longestMs = 900_000;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Seconds and ratios of each size of work; the ratios, and the own table's way from the file to E, carry bars. */
export async function firstResults(browser, url) {
  const figures = [];
  for (const [name, { open, rounds }] of Object.entries(works)) {
    const taken = {
      fresh: [],
      later: [],
      fileToE: [],
      ...Object.fromEntries(chosen.map((each) => [each, []])),
    };
    for (let round = 0; round < rounds; round += 1) {
      const automatic = await newProfile(browser, async (page) => {
        const startedAt = Date.now();
        await open(page, url);
        const fresh = await runAll(page);
        const fileToE = (Date.now() - startedAt) / 1000;
        await open(page, url);
        return { fresh, fileToE, later: await runAll(page) };
      });
      for (const [figure, seconds] of Object.entries(automatic)) taken[figure].push(seconds);
      for (const backend of chosen)
        taken[backend].push(
          await newProfile(browser, async (page) => {
            await open(page, url);
            await chooseBackend(page, backend);
            return runAll(page);
          }),
        );
    }
    const best = Math.min(...chosen.map((backend) => median(taken[backend])));
    const figure = (id, samples) => ({ id: `${name}-${id}`, value: median(samples), unit: 's', samples });
    const ratio = (id, samples) => ({
      id: `${name}-${id}-to-best`,
      value: median(samples) / best,
      unit: '×',
      bar: ratioBar,
    });
    figures.push(
      ...chosen.map((backend) => figure(`run-all-${backend}`, taken[backend])),
      ...[figure('run-all-automatic-first', taken.fresh), figure('run-all-automatic-later', taken.later)],
      ...[ratio('automatic-first', taken.fresh), ratio('automatic-later', taken.later)],
      ...(name === 'medium' ? [{ ...figure('file-to-e', taken.fileToE), bar: fileToEBar }] : []),
    );
  }
  return figures;
}

async function newProfile(browser, use) {
  const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

async function openTable(page, url, buffer) {
  await page.goto('about:blank');
  await page.goto(url);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'own.csv', mimeType: 'text/csv', buffer });
  await page.waitForURL(/#\/project\/.*\/data/, { timeout: longestMs });
}

async function openDigits(page, url) {
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByRole('button', { name: /Handwritten digits/ }).click();
  await page.waitForURL(/#\/project\//, { timeout: longestMs });
}

async function chooseBackend(page, backend) {
  const steps = page.getByRole('navigation');
  await steps.getByRole('link', { name: /Architecture/ }).click();
  await page.getByLabel('Backend for this project').selectOption(backend);
  await page.getByText(/^Selected manually\./).waitFor();
  await steps.getByRole('link', { name: /Goals/ }).click();
}

/** Seconds from the press to the end of all steps. */
async function runAll(page) {
  const button = page.getByRole('button', { name: 'Run all steps' });
  await button.waitFor();
  const startedAt = Date.now();
  await button.click();
  await page.getByText(/^All steps finished\./).waitFor({ timeout: longestMs });
  return (Date.now() - startedAt) / 1000;
}
