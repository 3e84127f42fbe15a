// Where the person is, as the address's hash says: `#/`, `#/privacy`, `#/storage` or `#/project/<id>/<step>`. Works from any sub-path.
// `#/app` before any of them is how a host page names the whole app.
import type { Step } from '../../contract/project/project';

export type Route =
  | { kind: 'start' }
  | { kind: 'privacy' }
  | { kind: 'storage' }
  | { kind: 'project'; projectId: string; step: Step };

const steps: readonly string[] = [
  'goals',
  'architecture',
  'data',
  'model',
  'deploy',
  'team',
  'evaluate',
] satisfies Step[];
const isStep = (text: string): text is Step => steps.includes(text);

function parse(hash: string): Route {
  const [, area, projectId, step = 'goals'] = hash.replace(/^#\/app(?=\/|$)/, '#').split('/');
  if (area === 'project' && projectId && isStep(step)) return { kind: 'project', projectId, step };
  if (area === 'privacy') return { kind: 'privacy' };
  if (area === 'storage') return { kind: 'storage' };
  return { kind: 'start' };
}

class RouteState {
  #current = $state.raw<Route>(parse(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.#current = parse(location.hash)));
  }

  get current(): Route {
    return this.#current;
  }

  /** The address of a step, for links. */
  toStep(projectId: string, step: Step): string {
    return `#/project/${projectId}/${step}`;
  }

  go(hash: string): void {
    location.hash = hash;
  }
}

export const route = new RouteState();
