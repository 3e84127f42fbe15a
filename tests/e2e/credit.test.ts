// The main job on the credit scenario, as a person does it: from the card to a champion that scores a file elsewhere.
import { strFromU8, unzipSync } from 'fflate';
import {
  download,
  expect,
  expectAllRun,
  goTo,
  openScenario,
  pickFile,
  railScore,
  received,
  test,
  testFigure,
} from './app';

const applications = `id,age,region,employment,months_employed,income,housing,credit_history,debt_ratio,loan_purpose,loan_amount,note
1,24,north,unemployed,0,9000,rent,poor,0.81,car,21000,=1+1
2,51,west,permanent,220,61000,own,very_good,0.12,home_improvement,9000,"two, words"
3,37,south,self_employed,,38000,mortgage,none,0.4,business,15000,
4,66,east,retired,300,24000,own,good,0.2,education,3000,x
`;

test('credit scoring, from the card to a champion that works', async ({ page }) => {
  test.setTimeout(600_000);
  await openScenario(page, /Credit scoring/);

  await test.step('all steps run at once, on what surely does for the work', async () => {
    await page.getByRole('button', { name: 'Run all steps' }).click();
    await expect(page.getByRole('progressbar', { name: 'Run all steps' })).toBeVisible();
    await expect(page.getByText('Training the model', { exact: true })).toBeVisible({ timeout: 400_000 });
    await expectAllRun(page, 150_000);
  });

  await test.step('E stands with its interval and coverage, and the trees beat the baseline', async () => {
    await goTo(page, 'Evaluate');
    await expect(railScore(page)).toBeVisible();
    const { model, baseline } = await testFigure(page, 'ROC AUC');
    expect(baseline).toBeGreaterThan(0.6);
    expect(model - baseline).toBeGreaterThanOrEqual(0.02);
  });

  await test.step('a cell of the confusion matrix opens its rows', async () => {
    const cell = page.getByRole('button', { name: /rows: actual yes, predicted no$/ });
    const count = Number(await cell.textContent());
    await cell.click();
    const dialog = page.getByRole('dialog', { name: 'Actual yes, predicted no' });
    await expect(dialog.getByRole('row')).toHaveCount(Math.min(count, 24) + 1);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('a team: who acts, who answers for what', async () => {
    await goTo(page, 'Team');
    for (const [index, name, role] of [
      [0, 'Ada Author', 'Analyst'],
      [1, 'Rui Reviewer', 'Risk officer'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a member' }).click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).nth(index).fill(name);
      await page.getByRole('textbox', { name: 'Role', exact: true }).nth(index).fill(role);
      await page.keyboard.press('Enter');
    }
    for (const step of ['Goals', 'Data', 'Model'])
      await page.getByLabel(`Accountable for ${step}`).selectOption({ label: 'Ada Author' });
    for (const step of ['Architecture', 'Deploy', 'Team', 'Evaluate'])
      await page.getByLabel(`Accountable for ${step}`).selectOption({ label: 'Rui Reviewer' });
    await expect(page.getByText('7 of 7 assigned')).toBeVisible();
    await page.getByLabel('Working as').selectOption({ label: 'Ada Author' });
  });

  await test.step('nobody approves alone: asked by one, approved by the other, then champion', async () => {
    await goTo(page, 'Deploy');
    await expect(
      page.getByRole('heading', { name: 'Version 1 is registered; no champion yet' }),
    ).toBeVisible();
    await page.getByLabel('Reviewer').selectOption({ label: 'Rui Reviewer · Risk officer' });
    await page.getByRole('button', { name: 'Request approval' }).click();
    await expect(page.getByText(/requested from Rui Reviewer/)).toBeVisible();

    await goTo(page, 'Team');
    await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await page.getByLabel('Working as').selectOption({ label: 'Rui Reviewer' });
    await page.getByLabel('Comment from Rui Reviewer').fill('Checked on the test rows.');
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('0 pending')).toBeVisible();

    await goTo(page, 'Deploy');
    await page.getByRole('button', { name: 'Promote version 1 to champion' }).click();
    await expect(page.getByRole('heading', { name: 'Version 1 is the champion' })).toBeVisible();
  });

  await test.step('the champion answers a form', async () => {
    const answer = page.getByRole('list', { name: 'Probabilities' });
    await expect(answer.getByRole('listitem')).toHaveCount(2);
    const before = await answer.textContent();
    await page.getByLabel('debt_ratio', { exact: true }).fill('0.93');
    await page.getByLabel('employment', { exact: true }).selectOption('unemployed');
    await expect(answer).not.toHaveText(before ?? '');
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const older = await answer.textContent();
    // As it is typed, without leaving the field.
    await page.getByLabel('age', { exact: true }).fill('');
    await page.getByLabel('age', { exact: true }).pressSequentially('19');
    await expect(answer).not.toHaveText(older ?? '');
    await expect(answer).toContainText(/no\s*[\d.]+\s?%.*yes\s*[\d.]+\s?%/s);
  });

  await test.step('it scores a file: columns kept, predictions added', async () => {
    await page.getByRole('tab', { name: 'Model card' }).click();
    await page.getByRole('tab', { name: 'Try the model' }).click();
    await expect(page.getByLabel('age', { exact: true })).toHaveValue('19');
    await page.getByRole('tab', { name: 'Score a file' }).click();
    await pickFile(
      page,
      page.getByRole('button', { name: 'Open a table' }),
      'applications.csv',
      applications,
    );
    const { name, bytes } = await download(page, page.getByRole('button', { name: 'Download results' }));
    expect(name).toBe('applications-v1.csv');
    const [header, ...rows] = bytes.toString('utf8').replace('\uFEFF', '').trimEnd().split(/\r?\n/);
    expect(header).toBe(
      `${applications.split('\n')[0] ?? ''},prediction,probability_no,probability_yes`.replace('\uFEFF', ''),
    );
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^1,24,north,unemployed,0,9000,rent,poor,0\.81,car,21000,'=1\+1,(yes|no),/);
    expect(rows[1]).toContain('"two, words",');
    for (const row of rows) {
      const [no, yes] = row.split(',').slice(-2).map(Number);
      expect(Number(no) + Number(yes)).toBeCloseTo(1, 5);
    }
  });

  await test.step('pressed at once: it verifies, is measured, and leaves as files of trees', async () => {
    const begun = page.waitForEvent('download', { timeout: 60_000 });
    await page.evaluate(
      (names) => {
        for (const name of names)
          [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === name)?.click();
      },
      ['Verify', 'Measure', 'Export as zip'],
    );
    const { name, bytes } = await received(await begun);
    expect(name).toMatch(/-v1\.zip$/);
    const files = unzipSync(bytes);
    const read = (file: string): unknown => JSON.parse(strFromU8(files[file] ?? new Uint8Array()));
    expect(read('trees.json')).toMatchObject({ format: 'hearth-trees', task: 'binary', outputs: ['yes'] });
    expect(read('xgboost.json')).toMatchObject({ learner: { objective: { name: 'binary:logistic' } } });
    expect(read('hearth.json')).toMatchObject({
      format: 'hearth-model',
      task: 'binary',
      preprocessing: { target: { kind: 'classes', column: 'defaulted', classes: ['no', 'yes'] } },
    });
    await expect(page.getByText(/Largest output difference/)).toBeVisible();
    await expect(page.getByRole('listitem').getByText('hash verified')).toBeVisible();
    await expect(page.getByText(/predictions, batch size \d+, on/)).toBeVisible();
  });

  await test.step('after a reload everything is there', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Version 1 is the champion' })).toBeVisible();
    await expect(page.getByText(/predictions, batch size \d+, on/)).toBeVisible();
    await goTo(page, 'Team');
    await expect(page.getByText('7 of 7 assigned')).toBeVisible();
    await expect(page.getByText('Checked on the test rows.')).toHaveCount(2);
    await goTo(page, 'Model');
    await expect(page.getByRole('region', { name: 'Runs' }).getByRole('row')).toHaveCount(3);
    await goTo(page, 'Evaluate');
    await expect(page.getByRole('rowheader', { name: 'ROC AUC' })).toBeVisible();
    await page.getByRole('link', { name: 'Hearth', exact: true }).click();
    await expect(page.getByText('version 1 is champion')).toBeVisible();
  });
});
