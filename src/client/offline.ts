// The page's door to the service worker: registers it, hears how far it is, and lets an update take over when no tab works.
// Without a service worker the app runs as before, from its host.
import { Workbox } from 'workbox-window';
import { offlineChannel, type KeepFailure, type OfflineNotice } from '../contract/offline';
import { workerUrl } from './trusted-urls';
import { whenIdle } from './work-lock';

/** What became of keeping the app on this device. */
export type OfflineEvent =
  | { kind: 'progress'; doneBytes: number; totalBytes: number }
  | { kind: 'ready' }
  | { kind: 'update' }
  | { kind: 'accepted' }
  | { kind: 'failed'; reason: KeepFailure };

export interface Offline {
  /** Lets the version that waits take over as soon as no tab works, here and in all other tabs. */
  accept(): void;
  /** Looks for a newer version; away from the network there is none. */
  look(): Promise<void>;
}

/** Registers the service worker of the page's folder and tells what becomes of it. */
export async function startOffline(listener: (event: OfflineEvent) => void): Promise<Offline> {
  const scope = new URL('./', document.baseURI).href;
  const script = workerUrl(new URL('service-worker.js', scope));
  const workbox = new Workbox(script, { scope, updateViaCache: 'none' });
  const channel = new BroadcastChannel(offlineChannel);
  let accepted = false;
  let controlled = navigator.serviceWorker.controller !== null;

  const takeOver = () => {
    if (accepted) return;
    accepted = true;
    listener({ kind: 'accepted' });
    void whenIdle(async () => {
      workbox.messageSkipWaiting();
      await new Promise(() => undefined); // until the reload: nothing may begin in between
    });
  };
  channel.onmessage = ({ data }: MessageEvent<OfflineNotice>) => {
    if (data.kind === 'accepted') takeOver();
    else if (data.kind === 'install-failed') listener({ kind: 'failed', reason: data.reason });
    else listener(data);
  };
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // On a first visit the worker takes the page as it is: the page is of the same version.
    if (controlled) void reload(accepted);
    controlled = true;
  });
  workbox.addEventListener('waiting', () => listener({ kind: 'update' }));
  workbox.addEventListener('activated', () => listener({ kind: 'ready' }));
  const registration = await workbox.register({ immediate: true });
  if (registration?.active) listener({ kind: 'ready' });
  return {
    accept: () => {
      channel.postMessage({ kind: 'accepted' } satisfies OfflineNotice);
      takeOver();
    },
    look: () => workbox.update().catch(() => undefined),
  };
}

async function reload(accepted: boolean): Promise<void> {
  // The tab that took over holds the locks until it is gone.
  if (accepted) location.reload();
  else await whenIdle(() => Promise.resolve(location.reload()));
}
