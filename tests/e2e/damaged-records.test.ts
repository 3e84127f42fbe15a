// A record with a time that no calendar has, in the store already: every screen opens, and the list shows all projects.
import { expect, goTo, openFile, test } from './app';
import { changeRows } from './store';

test('an impossible time in one project empties no list and keeps no screen from opening', async ({
  page,
}) => {
  for (const name of ['first', 'second']) {
    await openFile(page, `${name}.csv`, 'age,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n');
    await page.waitForURL(/#\/project\/.*\/data/);
  }
  const id = /project\/(\w+)/.exec(page.url())?.[1] ?? '';
  await goTo(page, 'Team');
  await page.getByRole('textbox', { name: 'New task' }).fill('Ask');
  await page.getByRole('textbox', { name: 'New task' }).press('Enter');
  await expect(page.getByRole('checkbox', { name: /Ask/ })).toBeVisible();
  await changeRows(page, 'projects', id, { updatedAt: 9e15 });
  await changeRows(page, 'tasks', null, { dueAt: 9e15, doneAt: 1e300 });
  await changeRows(page, 'summaries', id, { updatedAt: 1e300 });
  await page.goto('./');
  await page.reload();
  await expect(page.getByRole('link', { name: 'first', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'second', exact: true }).click();
  for (const step of ['Deploy', 'Team', 'Evaluate', 'Data', 'Goals', 'Architecture', 'Model']) {
    await goTo(page, step);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('This screen can’t be displayed.')).toBeHidden();
  }
});

test.describe('where a record is not even of its kind', () => {
  test.use({ allowErrors: /./ });

  test('its item says so, and the screen around it stands', async ({ page }) => {
    await openFile(page, 'third.csv', 'age,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n');
    await page.waitForURL(/#\/project\/.*\/data/);
    const id = /project\/(\w+)/.exec(page.url())?.[1] ?? '';
    await page.goto('./first.js'); // shown as text: nothing of the app runs that would write anew what is damaged here
    await changeRows(page, 'summaries', id, { snapshot: { dimensions: 7 } });
    await changeRows(page, 'projects', id, { team: null });
    await page.goto('./');
    await expect(page.getByText(`${id} can’t be displayed.`)).toBeVisible();
    await page.goto(`./#/project/${id}/team`);
    await expect(page.getByText(`projects ${id} team`)).toBeVisible();
  });
});
