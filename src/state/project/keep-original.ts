// Asks for the file that a table was opened from to be kept, so that its columns can be read again as other types. It is done when the table is
// there already, and nothing waits for it: without the file a change of type reads values.
import { clients } from '../../client/workers/clients';
import type { Given } from '../../contract/data/opening/given';

/** Folders have no cells to keep. */
export function keepOriginal(projectId: string, file: Given): void {
  if (file instanceof File)
    void clients.data.call('keepOriginal', { projectId, file }).catch(() => undefined);
}
