// The probe as a call: alone with the device where nothing computes, refused by itself where something does. One that nobody asked for
// ends where anything else needs the device.
import type { EngineApi } from '../../contract/transport/engine-api';
import type { EngineSession } from '../session';
import { refuseLost } from './device-loss';

type Probe = EngineApi['probeDevice'];

/** Measures the device, or gives what is known of it. */
export function probeDevice(
  request: Parameters<Probe>[0],
  job: Parameters<Probe>[1],
  session: EngineSession,
): ReturnType<Probe> {
  if (session.lease.isHeld) return session.probe(request, job);
  const unwanted = new AbortController();
  const signal = AbortSignal.any([job.signal, unwanted.signal]);
  const giveWay = request.again ? null : () => unwanted.abort();
  return session.lease.exclusive(() => {
    refuseLost(null);
    return session.probe(request, { ...job, signal });
  }, giveWay);
}
