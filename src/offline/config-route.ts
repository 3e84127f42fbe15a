// The deployer's configuration: may be changed at the host without a new version of the app, so the host is asked first. Away from
// the network the last answer holds.
import { Route } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';

/** Answers requests for hearth.config.json beside index.html. */
export function configRoute(scope: ServiceWorkerGlobalScope): Route {
  const address = new URL('hearth.config.json', scope.registration.scope).href;
  const strategy = new NetworkFirst({
    cacheName: `hearth-config-${scope.registration.scope}`,
    networkTimeoutSeconds: 5,
    plugins: [
      { cacheWillUpdate: ({ response }) => Promise.resolve(response.status === 200 ? response : null) },
    ],
  });
  return new Route(({ url }) => url.href === address, strategy);
}
