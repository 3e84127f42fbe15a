// The waiting version takes over only when a page asks for it: the page knows whether anything is under way.
import type { TakeOver } from '../contract/transport/offline';

export function takeOverWhenAsked(scope: ServiceWorkerGlobalScope): void {
  scope.addEventListener('message', (event) => {
    const asked = event.data as Partial<TakeOver> | null;
    if (asked?.type === 'SKIP_WAITING') event.waitUntil(scope.skipWaiting());
  });
}
