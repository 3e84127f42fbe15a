// In a portal's frame, too, a project file that unpacks to much is asked about.
import { pickFile } from '../e2e/app';
import { expect, framed, test } from '../e2e/portal';
import { largeProjectFile } from './heavy-files';

test('a frame asks before it takes a large file', async ({ host, portal }) => {
  const project = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  await host.goto(`${portal.portal}?${String(new URLSearchParams({ show: 'predict', project }))}`);
  const frame = framed(host);
  await pickFile(
    host,
    frame.getByRole('button', { name: 'Open a project file' }),
    'large.hearth',
    largeProjectFile(),
  );
  const dialog = frame.getByRole('dialog', { name: 'Open large.hearth?' });
  await dialog.getByRole('button', { name: 'Open anyway' }).click();
  await expect(frame.getByRole('alert')).toContainText('A record in the file isn’t valid.');
});
