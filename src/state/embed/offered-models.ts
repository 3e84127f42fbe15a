// The models that a frame's address offers to its host: the one of #/predict, the champion of #/evaluate, every champion for #/app.
// The list is kept until the store or the address changes: a host that predicts often must not read records each time.
import { datesInMs } from '../../domain/release/signature-dates';
import { watchChanges } from '../../client/workers/changes';
import { clients } from '../../client/workers/clients';
import type { OfferedModel } from '../../contract/release/offered-model';
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import type { ModelVersion } from '../../contract/release/version';
import type { ProjectView } from '../../contract/project/view';
import { championOf } from '../../domain/current-model';
import { findDeployment } from './find-deployment';
import { frameRouteOf } from './frame-route.svelte';

export class OfferedModels {
  #list: Promise<OfferedModel[]> | undefined;
  /** Called when the list may have become another. */
  onChange: (() => void) | undefined;

  constructor() {
    watchChanges(({ table }) => {
      if (['projects', 'versions', 'promotions'].includes(table)) this.#forget();
    });
    addEventListener('hashchange', () => this.#forget());
  }

  models(): Promise<OfferedModel[]> {
    if (this.#list) return this.#list;
    const list = findOffered(location.hash);
    list.catch(() => {
      if (this.#list === list) this.#list = undefined;
    });
    return (this.#list = list);
  }

  predict(versionId: string, rows: InputRow[]): Promise<Prediction[]> {
    return clients.engine.call('predict', { versionId, rows });
  }

  #forget(): void {
    this.#list = undefined;
    this.onChange?.();
  }
}

async function findOffered(hash: string): Promise<OfferedModel[]> {
  const asked = frameRouteOf(hash);
  if (asked.kind === 'app') {
    const projects = await clients.data.call('listProjects', null);
    const deployed = projects.filter(({ championNumber }) => championNumber !== null);
    const found = await Promise.all(deployed.map(({ id }) => findDeployment(id)));
    return found.flatMap((each) => (each ? offer(each.view, championOf(each.view)) : []));
  }
  const found = await findDeployment(asked.kind === 'predict' ? asked.deploymentId : asked.projectId);
  return found ? offer(found.view, found.pinned ?? championOf(found.view)) : [];
}

function offer({ project }: ProjectView, version: ModelVersion | null): OfferedModel[] {
  if (!version) return [];
  const { id, number, task, signature } = version;
  const { output } = signature;
  const inputs = signature.inputs.map(datesInMs);
  return [{ id, deployment: project.id, name: project.name, number, task, inputs, output }];
}
