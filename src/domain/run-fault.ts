// The fault that a run keeps in its record, as one that can be shown. Not for wording it.
import { faultCodes, type Fault, type FaultCode } from '../contract/transport/fault';
import type { Run } from '../contract/model/run';

const isCode = (code: string): code is FaultCode => (faultCodes as readonly string[]).includes(code);

/** A run's stored fault as one that can be put into words. */
export function runFault(run: Pick<Run, 'fault'>): Fault | null {
  if (!run.fault) return null;
  const { code, place, params, detail } = run.fault;
  const kept: Fault['place'] = {};
  if (typeof place['file'] === 'string') kept.file = place['file'];
  if (typeof place['row'] === 'number') kept.row = place['row'];
  if (typeof place['column'] === 'string') kept.column = place['column'];
  if (typeof place['field'] === 'string') kept.field = place['field'];
  return {
    code: isCode(code) ? code : 'internal',
    place: kept,
    params,
    ...(detail === undefined ? {} : { detail }),
  };
}
