// What a host may ask of a frame: which models there are, and what they predict. Nothing here reads rows, weights or records.
import type { OfferedModel } from '../contract/release/offered-model';
import type { InputRow, Prediction } from '../contract/transport/engine-api';
import { EmbedRefusal } from './embed-fault';
import type { HostMethod, HostMethods } from './host-channel';

/** What the methods need of the app. */
export interface Offers {
  models(): Promise<OfferedModel[]>;
  predict(versionId: string, rows: InputRow[]): Promise<Prediction[]>;
}

/** The table of methods: a Map, so that no name reaches a prototype. */
export function hostMethods(offers: Offers): HostMethods {
  const models: HostMethod = () => offers.models();
  const predict: HostMethod = async (request) => {
    if (request.method !== 'predict') throw new EmbedRefusal('request_invalid');
    const { id } = chosen(await offers.models(), request.model);
    return offers.predict(id, request.rows);
  };
  return new Map([
    ['models', models],
    ['predict', predict],
  ]);
}

function chosen(models: readonly OfferedModel[], wanted: string | null): OfferedModel {
  if (wanted !== null) {
    const model = models.find(({ id }) => id === wanted);
    if (!model) throw new EmbedRefusal('model_unknown');
    return model;
  }
  const [only, ...others] = models;
  if (!only) throw new EmbedRefusal('model_none');
  if (others.length > 0) throw new EmbedRefusal('model_ambiguous');
  return only;
}
