// Receives notice of every commit to the store, from any worker and any tab.
import { changesChannel, type ChangeNotice } from '../../contract/project/view';

export function watchChanges(listener: (notice: ChangeNotice) => void): () => void {
  const channel = new BroadcastChannel(changesChannel);
  channel.onmessage = ({ data }: MessageEvent<ChangeNotice>) => listener(data);
  return () => channel.close();
}
