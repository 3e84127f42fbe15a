// The probe as calls and jobs share it: alone with the device where nothing computes, refused by itself where something does.
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
  return session.lease.exclusive(() => {
    refuseLost(null);
    return session.probe(request, job);
  });
}
