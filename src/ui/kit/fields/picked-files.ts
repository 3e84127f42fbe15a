// What files that were chosen in a picker are opened as, in the words of the app. Fetched with the first choice.
import type { Given } from '../../../contract/data/opening/given';
import { formatNumber } from '../../../i18n/format';
import { m } from '../../../i18n/paraglide/messages.js';
import { notices } from '../../../state/app/notices.svelte';
import { givenFiles, type FoundFile } from '../../../state/data/open/given-files';

/** Files of an input; null where there is none. */
export function pickedFiles(files: readonly File[]): Given | null {
  return givenOf(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Files that were found, by their paths; a person is told where one is taken and others are not. */
export function givenOf(found: readonly FoundFile[]): Given | null {
  const taken = givenFiles(found, (count) => m.data_given_files({ count, shown: formatNumber(count) }));
  if (taken?.isFirst) notices.show(m.start_several({ name: taken.given.name }), 'warn');
  return taken?.given ?? null;
}
