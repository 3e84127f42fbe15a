// Notifies every thread and tab that something was committed. Not a message bus: the notice names records, it does not carry them.
import { changesChannel, type ChangeNotice } from '../../contract/project/view';
import type { TableName } from '../registry/definition';

let channel: BroadcastChannel | null = null;

/** Announces a commit on the channel `hearth-changes`: the records written and deleted; without them readers take all of the table anew. */
export function announce(
  projectId: string,
  table: TableName,
  records: Pick<ChangeNotice, 'ids' | 'gone'> = {},
): void {
  channel ??= new BroadcastChannel(changesChannel);
  channel.postMessage({ projectId, table, ...records } satisfies ChangeNotice);
}
