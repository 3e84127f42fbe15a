// What a frame was asked to show, as its address's hash says: `#/predict/<deployment>`, `#/evaluate/<project>`, or the whole app.
// Not for where one is inside the app: route.svelte.ts.

export type FrameRoute =
  { kind: 'predict'; deploymentId: string } | { kind: 'evaluate'; projectId: string } | { kind: 'app' };

/** Reads the hash of an address. */
export function frameRouteOf(hash: string): FrameRoute {
  const [, area, id = ''] = hash.split('/');
  if (area === 'predict') return { kind: 'predict', deploymentId: id };
  if (area === 'evaluate') return { kind: 'evaluate', projectId: id };
  return { kind: 'app' };
}

class FrameRouteState {
  #current = $state.raw<FrameRoute>(frameRouteOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.#current = frameRouteOf(location.hash)));
  }

  get current(): FrameRoute {
    return this.#current;
  }
}

export const frameRoute = new FrameRouteState();
