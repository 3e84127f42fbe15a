// Keeps all files that a start needs, before a version of the app may be used, and tells how far it is. What is here already is
// not fetched again; where anything fails, the version is not installed and the one before it stays whole.
import { PrecacheController } from 'workbox-precaching';
import {
  isQuotaError,
  offlineChannel,
  type AppFile,
  type OfflineNotice,
} from '../contract/transport/offline';

/** Installs and activates with the service worker; the controller answers from what is kept. */
export function keepApp(scope: ServiceWorkerGlobalScope, files: readonly AppFile[]): PrecacheController {
  const channel = new BroadcastChannel(offlineChannel);
  const report = (notice: OfflineNotice) => channel.postMessage(notice);
  const bytesOf = new Map(files.map(({ url, bytes }) => [new URL(url, scope.location.href).href, bytes]));
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneBytes = 0;
  let first = false;

  const controller = new PrecacheController({
    plugins: [
      {
        handlerDidComplete: ({ request, event, error }) => {
          if (event.type === 'install' && !error) {
            doneBytes += bytesOf.get(request.url) ?? 0;
            report({ kind: 'progress', doneBytes, totalBytes });
          }
          return Promise.resolve();
        },
      },
    ],
  });
  controller.addToCacheList(files.map(({ url, revision }) => ({ url, revision })));

  async function install(event: ExtendableEvent): Promise<void> {
    first = scope.registration.active === null;
    const cache = await scope.caches.open(controller.strategy.cacheName);
    const before = new Set((await cache.keys()).map(({ url }) => url));
    try {
      await controller.install(event);
    } catch (thrown) {
      const full = isQuotaError(thrown);
      // The half that was fetched is of no use where there is no room for the whole; after a lost connection it spares fetching it again.
      if (full) await removeAllBut(cache, before);
      report({ kind: 'install-failed', reason: full ? 'quota' : 'network' });
      throw thrown;
    }
  }

  async function activate(event: ExtendableEvent): Promise<void> {
    await controller.activate(event);
    // On the first visit the open page needs it as well; later versions take over by the reload that the person chose.
    if (first) await scope.clients.claim();
  }

  scope.addEventListener('install', (event) => event.waitUntil(install(event)));
  scope.addEventListener('activate', (event) => event.waitUntil(activate(event)));
  return controller;
}

async function removeAllBut(cache: Cache, kept: ReadonlySet<string>): Promise<void> {
  for (const request of await cache.keys()) if (!kept.has(request.url)) await cache.delete(request);
}
