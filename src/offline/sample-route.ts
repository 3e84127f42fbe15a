// Sample data: from the cache where it is kept, else from the network and kept from then on. Files of older versions are removed.
import { Route } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { sampleCache, sampleKey, type SampleFile } from '../contract/transport/offline';

/** Answers requests for the samples of this version. */
export function sampleRoute(scope: ServiceWorkerGlobalScope, samples: readonly SampleFile[]): Route {
  const base = scope.registration.scope;
  const keys = new Map(
    samples.map((sample) => [new URL(sample.url, base).href, sampleKey(sample, base)] as const),
  );
  scope.addEventListener('activate', (event) => event.waitUntil(removeOld(scope, new Set(keys.values()))));
  const strategy = new CacheFirst({
    cacheName: sampleCache(base),
    plugins: [
      {
        cacheKeyWillBeUsed: ({ request }) => Promise.resolve(keys.get(request.url) ?? request),
        cacheWillUpdate: ({ response }) => Promise.resolve(response.status === 200 ? response : null),
      },
    ],
  });
  return new Route(({ url }) => keys.has(url.href), strategy);
}

async function removeOld(scope: ServiceWorkerGlobalScope, current: ReadonlySet<string>): Promise<void> {
  const cache = await scope.caches.open(sampleCache(scope.registration.scope));
  for (const request of await cache.keys()) if (!current.has(request.url)) await cache.delete(request);
}
