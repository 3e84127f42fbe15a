// Tells every thread and tab that something was committed. Not a message bus: the notice says where to look, never what changed.
import { changesChannel, type ChangeNotice } from '../contract/project/view';
import type { TableName } from './schema';

let channel: BroadcastChannel | null = null;

/** Announces a commit on the channel `hearth-changes`. */
export function announce(projectId: string, table: TableName): void {
  channel ??= new BroadcastChannel(changesChannel);
  channel.postMessage({ projectId, table } satisfies ChangeNotice);
}
