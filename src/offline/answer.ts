// Who answers a request of the app: the files kept here, or the network. It changes no request and no answer.
import type { PrecacheController } from 'workbox-precaching';
import { Route, Router } from 'workbox-routing';
import type { SampleFile } from '../contract/transport/offline';
import { configRoute } from './config-route';
import { pageFor } from './pages';
import { sampleRoute } from './sample-route';

/** Answers what is kept; each request that it lets go is handed to `passed`, and made by the browser itself. */
export function answerRequests(
  scope: ServiceWorkerGlobalScope,
  kept: PrecacheController,
  samples: readonly SampleFile[],
  passed: (request: Request) => void,
): void {
  const base = scope.registration.scope;
  const fileOf = (url: URL, request: Request) =>
    request.mode === 'navigate' ? (pageFor(url, base) ?? url.href) : url.href;
  const router = new Router();
  router.registerRoute(
    new Route(
      ({ url, request }) => kept.getCacheKeyForURL(fileOf(url, request)) !== undefined,
      ({ url, request, event }) =>
        kept.createHandlerBoundToURL(fileOf(url, request))({ url, request, event }),
    ),
  );
  router.registerRoute(sampleRoute(scope, samples));
  router.registerRoute(configRoute(scope));
  scope.addEventListener('fetch', (event) => {
    const answer = router.handleRequest({ request: event.request, event });
    if (answer) event.respondWith(answer);
    else passed(event.request);
  });
}
