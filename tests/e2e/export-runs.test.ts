// Runs as files for other tools, from the menu of the Model step: all of them, and the chosen ones alone.
import { strFromU8, unzipSync } from 'fflate';
import { download, expect, openScenario, test } from './app';
import { trainShortly } from './short-training';

test('runs leave as MLflow run folders and as TensorBoard event files', async ({ page }) => {
  test.setTimeout(300_000);
  await openScenario(page, /Credit scoring/);
  await trainShortly(page, 2);
  const save = async (item: string) => {
    await page.getByRole('button', { name: 'Export runs…' }).click();
    const { name, bytes } = await download(page, page.getByRole('menuitem', { name: item }));
    return { name, files: unzipSync(bytes) };
  };

  const all = await save('MLflow · 2 runs');
  expect(all.name).toBe('Credit scoring - MLflow.zip');
  const names = Object.keys(all.files);
  expect(names.filter((name) => /^mlruns\/\d+\/\w+\/meta\.yaml$/.test(name))).toHaveLength(2);
  const losses = names.filter((name) => name.endsWith('/metrics/train_loss'));
  const epochs = losses.map((name) => strFromU8(all.files[name]!).trim().split('\n').length);
  expect(epochs).toContain(2);
  expect(names.some((name) => /\/artifacts\/model\/.*model\.json$/.test(name))).toBe(true);

  // Tags go out with the run that was chosen, and no other run does.
  const run = page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: 'Open run 2', exact: true }) });
  await run.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Tags and note…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags and note of run 2' });
  await dialog.getByLabel('New tags').fill('candidate');
  await dialog.getByLabel('Note').fill('Two epochs only.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(run).toContainText('candidate');
  const one = await save('MLflow · 1 run');
  const folders = Object.keys(one.files).filter((name) => /^mlruns\/\d+\/\w+\/meta\.yaml$/.test(name));
  expect(folders).toHaveLength(1);
  const tag = (name: string) => strFromU8(one.files[folders[0]!.replace('meta.yaml', `tags/${name}`)]!);
  expect(tag('hearth.tag.candidate')).toBe('true');
  expect(tag('mlflow.note.content')).toBe('Two epochs only.');

  const board = await save('TensorBoard · 1 run');
  expect(
    Object.keys(board.files).filter((name) => /events\.out\.tfevents/.test(name)).length,
  ).toBeGreaterThan(0);
});
