// The page's door to the service worker: registers it, hears how far it is, and lets an update take over when no tab works.
// Without a service worker the app runs as before, from its host.
import { Workbox } from 'workbox-window';
import { offlineChannel, type KeepFailure, type OfflineNotice } from '../../contract/transport/offline';
import { workerUrl } from '../../contract/transport/trusted-urls';
import { whatGoesOn, whenIdle } from '../tabs/work-lock';

/** What became of keeping the app on this device. */
export type OfflineEvent =
  | { kind: 'progress'; doneBytes: number; totalBytes: number }
  | { kind: 'ready' }
  | { kind: 'update' }
  | { kind: 'accepted'; waitsFor: 'nothing' | 'training' | 'work' }
  | { kind: 'failed'; reason: KeepFailure };

export interface Offline {
  /** Registers the service worker of the page's folder; rejects where browser or host refuse it. */
  register(): Promise<void>;
  /** Lets the version that waits take over as soon as no tab works, here and in all other tabs. */
  accept(): void;
  /** Looks for a newer version; away from the network there is none. */
  look(): Promise<void>;
}

const reloadWithinMs = 10_000;

/** Opens the door; `listener` hears what becomes of each version. */
export function startOffline(listener: (event: OfflineEvent) => void): Offline {
  const scope = new URL('./', document.baseURI).href;
  const script = workerUrl(new URL('service-worker.js', scope));
  const workbox = new Workbox(script, { scope, updateViaCache: 'none' });
  const channel = new BroadcastChannel(offlineChannel);
  let accepted = false;
  let controlled = navigator.serviceWorker.controller !== null;

  const takeOver = async () => {
    if (accepted) return;
    accepted = true;
    listener({ kind: 'accepted', waitsFor: await whatGoesOn() });
    await whenIdle(async () => {
      workbox.messageSkipWaiting();
      // Until the reload nothing may begin; where none comes, work must not be kept from beginning for ever.
      await new Promise((resolve) => setTimeout(resolve, reloadWithinMs));
    });
    accepted = false;
    listener({ kind: 'update' });
  };
  channel.onmessage = ({ data }: MessageEvent<OfflineNotice>) => {
    if (data.kind === 'accepted') void takeOver();
    else if (data.kind === 'install-failed') listener({ kind: 'failed', reason: data.reason });
    else listener(data);
  };
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    const { controller } = navigator.serviceWorker;
    // On a first visit the worker takes the page as it is: the page is of the same version. Gone with the site's data, it leaves
    // nothing newer to load.
    if (controlled && controller) void reload(accepted);
    controlled = controller !== null;
  });
  workbox.addEventListener('waiting', () => {
    if (!accepted) listener({ kind: 'update' }); // a still newer one takes the place of the one that was accepted
  });
  workbox.addEventListener('activated', () => listener({ kind: 'ready' }));
  return {
    async register() {
      const registration = await workbox.register({ immediate: true });
      if (registration?.active) listener({ kind: 'ready' });
    },
    accept() {
      channel.postMessage({ kind: 'accepted' } satisfies OfflineNotice);
      void takeOver();
    },
    look: () => workbox.update().catch(() => undefined),
  };
}

/** Where the update was accepted, no tab works any more; where it came by another way, that is waited for. */
async function reload(accepted: boolean): Promise<void> {
  if (accepted) location.reload();
  else await whenIdle(() => Promise.resolve(location.reload()));
}
