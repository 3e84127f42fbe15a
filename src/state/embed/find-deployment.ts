// From the id in a frame's address to the project and version that it means: a project's id means its champion, whichever that is; a
// version's id means that version and no other.
import { clients } from '../../client/workers/clients';
import { HearthError } from '../../contract/transport/fault';
import type { ModelVersion } from '../../contract/release/version';
import { unpackView, type ProjectView } from '../../contract/project/view';

export interface Deployment {
  view: ProjectView;
  /** Set where the address names one version. */
  pinned: ModelVersion | null;
}

/** Looks through the projects of this store; null where none has the id. */
export async function findDeployment(id: string): Promise<Deployment | null> {
  const view = await projectView(id);
  if (view) return { view, pinned: null };
  for (const { id: projectId } of await clients.data.call('listProjects', null)) {
    const each = await projectView(projectId);
    const pinned = each?.versions.find((version) => version.id === id);
    if (each && pinned) return { view: each, pinned };
  }
  return null;
}

async function projectView(projectId: string): Promise<ProjectView | null> {
  try {
    return unpackView(await clients.data.call('getPackedProject', { projectId }));
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'not_found') return null;
    throw thrown;
  }
}
