// Where files that were dropped, or chosen in a picker, are shown before they are opened.
import { notices } from '../../../state/app/notices.svelte';
import { route } from '../../../state/app/route.svelte';
import { kindOfName } from '../../../contract/data/formats';
import { isFolder } from '../../../contract/data/opening/given';
import type { FoundFile } from '../../../state/data/open/given-files';
import { incoming } from '../../../state/data/open/incoming.svelte';
import { givenOf } from '../../kit/fields/picked-files';
import { filesOf } from './dropped-files';

/** Looks through folders and hands over what there is; without entries the files are all. */
export async function takeDrop(entries: readonly FileSystemEntry[], files: readonly File[]): Promise<void> {
  try {
    const found =
      entries.length === 0
        ? files.map((file) => ({ path: file.name, file }))
        : await filesOf(entries, (count) => (incoming.finding = count > 1 ? count : null));
    hand(found);
  } catch (thrown) {
    notices.fail(thrown);
  } finally {
    incoming.finding = null;
  }
}

function hand(found: readonly FoundFile[]): void {
  const given = givenOf(found);
  if (!given) return;
  incoming.given = given;
  const { current } = route;
  const isProject = !isFolder(given) && kindOfName(given.name) === 'project';
  if (current.kind === 'project' && !isProject) {
    if (current.step !== 'data') route.go(route.toStep(current.projectId, 'data'));
  } else if (current.kind !== 'start') route.go('#/');
}
