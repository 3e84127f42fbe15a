// Whether the app works without the network: being prepared, ready, or why not; and an update that is offered, never forced.
import type { Offline as Door, OfflineEvent } from '../client/offline';
import type { KeepFailure } from '../contract/offline';

const lookEveryMs = 3_600_000;

class Offline {
  /** `off`: this browser or this address has no service worker, or it was not asked yet. */
  status = $state<'off' | 'preparing' | 'ready'>('off');
  /** Bytes of the app that are here, while it is being prepared. */
  progress = $state.raw<{ doneBytes: number; totalBytes: number } | null>(null);
  /** A newer version: offered, or accepted and waiting for the end of all work. */
  update = $state<'none' | 'offered' | 'accepted'>('none');
  /** Why the last attempt to keep a version here failed. */
  failure = $state<KeepFailure | null>(null);
  #door: Door | undefined;
  #begun = false;

  /** Registers the service worker, once the page is idle; until then nothing of it is loaded. */
  async begin(): Promise<void> {
    if (this.#begun || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    this.#begun = true;
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 }));
    try {
      const { startOffline } = await import('../client/offline');
      this.#door = await startOffline((event) => this.#hear(event));
      this.#lookNowAndThen(this.#door);
    } catch (thrown) {
      this.failure = 'refused';
      console.warn(thrown);
    }
  }

  /** The person wants the new version: it comes as soon as no tab trains or works. */
  accept(): void {
    this.#door?.accept();
  }

  #hear(event: OfflineEvent): void {
    if (event.kind === 'progress') {
      this.progress = event;
      this.failure = null;
      if (this.status === 'off') this.status = 'preparing';
    } else if (event.kind === 'ready') {
      this.status = 'ready';
      this.progress = null;
    } else if (event.kind === 'update') {
      this.progress = null;
      if (this.update === 'none') this.update = 'offered';
    } else if (event.kind === 'accepted') this.update = 'accepted';
    else {
      this.progress = null;
      this.failure = event.reason;
      if (this.status === 'preparing') this.status = 'off';
    }
  }

  /** A page that stays open for days would otherwise never hear of a newer version. */
  #lookNowAndThen(door: Door): void {
    let lookedAt = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || Date.now() - lookedAt < lookEveryMs) return;
      lookedAt = Date.now();
      void door.look();
    });
  }
}

export const offline = new Offline();
