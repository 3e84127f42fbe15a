// The side of a thread that stores a table: does what it is asked, one thing after another.
import { toFault } from '../../../contract/transport/fault';
import { stored } from '../../../storage/store/database';
import { floatBuffers, GroupStore, type FromStore, type StoredGroups, type ToStore } from './group-store';

/** A thread's own messages, or a port. */
interface Port {
  onmessage: ((event: MessageEvent<ToStore>) => void) | null;
  postMessage(message: FromStore, transfer?: Transferable[]): void;
}

const isOwned = (buffer: ArrayBufferLike): buffer is ArrayBuffer => buffer instanceof ArrayBuffer;

/** Answers what comes over a port. */
export function serveStore(port: Port): void {
  // While the file is looked at: a store that cannot be opened is told of when something is written.
  stored(() => Promise.resolve()).catch(() => undefined);
  let store: GroupStore | null = null;
  let isStopped = false;
  let queue: Promise<void> = Promise.resolve();

  async function answer(asked: ToStore): Promise<StoredGroups | undefined> {
    if (asked.kind === 'begin') {
      await store?.giveUp();
      store = new GroupStore(asked.columns, asked.edges, asked.pin);
    } else if (asked.kind === 'add') {
      if (!isStopped) await store?.add(asked.batch);
    } else if (asked.kind === 'finish') return store?.finish(asked.columns);
    // Nothing of an import that was stopped is being written once this is answered.
    else await store?.stop();
    return undefined;
  }

  port.onmessage = ({ data }) => {
    isStopped ||= data.kind === 'stop';
    queue = queue.then(async () => {
      try {
        const stored = await answer(data);
        const spare = data.kind === 'add' ? floatBuffers(data.batch).filter(isOwned) : [];
        port.postMessage({ kind: 'done', spare, ...(stored ? { stored } : {}) }, spare);
      } catch (thrown) {
        port.postMessage({ kind: 'fault', fault: toFault(thrown) });
      }
    });
  };
}
