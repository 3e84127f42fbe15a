// What this device can do, probed once a session by the engine.
import { clients } from '../client/clients';
import type { BackendFacts, DeviceEvent, DeviceReport } from '../contract/device';

class Device {
  report = $state.raw<DeviceReport | null>(null);
  /** Backends that are known while the probe still runs. */
  found = $state.raw<BackendFacts[]>([]);
  stage = $state.raw<Extract<DeviceEvent, { kind: 'stage' }> | null>(null);
  probing = $state(false);
  #running: Promise<DeviceReport> | undefined;

  /** Probes unless that was done; several callers share one probe. */
  async probe(again = false): Promise<DeviceReport> {
    if (this.report && !again) return this.report;
    this.#running ??= this.#probe(again).finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #probe(again: boolean): Promise<DeviceReport> {
    this.probing = true;
    this.found = [];
    try {
      this.report = await clients.engine.call('probeDevice', { again }, {
        onEvent: (event) => {
          if (event.kind === 'backend') this.found = [...this.found, event.facts];
          else this.stage = event;
        },
      });
      return this.report;
    } finally {
      this.probing = false;
      this.stage = null;
    }
  }
}

export const device = new Device();
