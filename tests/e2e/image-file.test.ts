// A model of images at work in a frame's form: a file is opened, and the model says what it is.
import type { Locator, Page } from '@playwright/test';
import { expect, openScenario, pickFile, test } from './app';
import { promoteRun2 } from './champion';
import { trainShortly } from './short-training';

/** A photograph's worth of a digit: a dark stroke on paper, off the middle. */
function drawn(page: Page, what: 'stroke' | 'ring' | 'nothing', type = 'image/png'): Promise<Buffer> {
  return page
    .evaluate(
      async ({ what, type }) => {
        const canvas = new OffscreenCanvas(640, 480);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.fillStyle = '#ece7da';
        context.fillRect(0, 0, 640, 480);
        context.strokeStyle = '#26324a';
        context.lineWidth = 34;
        context.lineCap = 'round';
        context.beginPath();
        if (what === 'stroke') {
          context.moveTo(205, 90);
          context.lineTo(185, 390);
        } else if (what === 'ring') context.ellipse(400, 240, 95, 140, 0, 0, 2 * Math.PI);
        context.stroke();
        const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
        return [...bytes];
      },
      { what, type },
    )
    .then((bytes) => Buffer.from(bytes));
}

async function expectAnswer(page: Page, name: string, content: Buffer, answer: RegExp): Promise<void> {
  await pickFile(page, openImage(page), name, content);
  await expect(page.getByRole('img', { name: 'Model input' })).toBeVisible();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Confidence' })).toContainText(answer, {
    timeout: 60_000,
  });
}

const openImage = (page: Page): Locator => page.getByRole('button', { name: 'Open an image' });

test('a model of digits says what an opened image shows, in the form that a portal frames', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await openScenario(page, /Handwritten digits/);
  const projectId = /#\/project\/(\w+)/.exec(page.url())?.[1] ?? '';
  await trainShortly(page, 2);
  await promoteRun2(page);

  await page.goto(`./embed.html#/predict/${projectId}`);
  await expect(page.getByRole('heading', { name: 'Predict label' })).toBeVisible();
  await expectAnswer(page, 'one.png', await drawn(page, 'stroke'), /^label\s*1/);
  await expectAnswer(page, 'zero.jpg', await drawn(page, 'ring', 'image/jpeg'), /^label\s*0/);

  await test.step('what is no image, or shows nothing, is told, and the answer before is gone', async () => {
    await pickFile(page, openImage(page), 'notes.png', 'no image');
    await expect(page.getByRole('alert')).toContainText('This image can’t be read.');
    await expect(page.getByRole('alert')).toContainText('notes.png');
    await expect(page.getByRole('list', { name: 'Probabilities' })).toBeHidden();
    await pickFile(page, openImage(page), 'sheet.png', await drawn(page, 'nothing'));
    await expect(page.getByRole('alert')).toContainText(
      'Nothing stands out from the background of this image.',
    );
  });

  await test.step('a drawing takes its place', async () => {
    const pad = page.getByRole('application', { name: 'Drawing area' });
    await pad.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(page.getByRole('status').filter({ hasText: 'Confidence' })).toContainText(/^label\s*1/);
  });
});
