// What this device can do, probed once a session by the engine.
import { clients } from '../../client/workers/clients';
import type { BackendFacts, DeviceEvent, DeviceReport, TunedTile } from '../../contract/model/device';
import { toFault } from '../../contract/transport/fault';
import { backendNames } from '../../contract/model/backend-names';

/** A training that took less is not worth a measurement, which takes seconds itself. */
const worthMeasuringSeconds = 10;

class Device {
  report = $state.raw<DeviceReport | null>(null);
  /** Backends that are known while the probe still runs. */
  found = $state.raw<BackendFacts[]>([]);
  /** Tiles that long trainings have tuned to this device. */
  tiles = $state.raw<TunedTile[]>([]);
  stage = $state.raw<Extract<DeviceEvent, { kind: 'stage' }> | null>(null);
  probing = $state(false);
  #running: Promise<DeviceReport> | undefined;
  #ending: AbortController | undefined;
  /** A person asked for the probe that runs. */
  #asked = false;

  /** How much of the probe is behind, 0 to 1; null before the first backend is begun. Of each, the speed is half the work. */
  get share(): number | null {
    if (!this.stage) return null;
    const { stage, done, total } = this.stage;
    const within = stage === 'start' ? 0 : (stage === 'speed' ? 0.5 : 0) + (0.5 * done) / Math.max(1, total);
    return (this.found.length + within) / backendNames.length;
  }

  /** Probes unless that was done; several callers share one probe. */
  async probe(again = false): Promise<DeviceReport> {
    if (this.report && !again) return this.report;
    this.#asked ||= again;
    this.#running ??= this.#probe(again).finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Reads what trainings have learnt meanwhile. */
  async readTiles(): Promise<void> {
    this.tiles = await clients.engine.call('tunedTiles', null);
  }

  /** Ends a probe that began by itself: a training must not wait because someone looked at the screen. */
  stopUnasked(): void {
    if (!this.#asked) this.#ending?.abort();
  }

  /**
   * Measures the device while nothing else is computed, where what was just trained took long enough that a faster backend would repay
   * it. What is asked of the engine meanwhile ends it.
   */
  measureInBackground(secondsTrained: number): void {
    if (this.report || this.probing || secondsTrained < worthMeasuringSeconds) return;
    this.probe().catch((thrown: unknown) => {
      if (toFault(thrown).code !== 'aborted') console.warn(thrown);
    });
  }

  #handle(event: DeviceEvent): void {
    if (event.kind === 'backend') this.found = [...this.found, event.facts];
    else this.stage = event;
  }

  async #probe(again: boolean): Promise<DeviceReport> {
    this.probing = true;
    this.found = [];
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    try {
      this.report = await clients.engine.call(
        'probeDevice',
        { again },
        {
          signal,
          onEvent: (event) => this.#handle(event),
        },
      );
      return this.report;
    } finally {
      this.probing = this.#asked = false;
      this.#ending = undefined;
      this.stage = null;
    }
  }
}

export const device = new Device();
