// Whether the app works without the network: being prepared, ready, or why not; and an update that is offered, never forced.
import type { Offline as Door, OfflineEvent } from '../../client/offline/offline';
import type { KeepFailure } from '../../contract/transport/offline';

const lookEveryMs = 3_600_000;

class Offline {
  /** `off`: this browser or this address has no service worker, or it was not asked yet. */
  status = $state<'off' | 'preparing' | 'ready'>('off');
  /** Bytes of a version that are here, while it is being fetched: of the first one, or of an update. */
  progress = $state.raw<{ doneBytes: number; totalBytes: number } | null>(null);
  /** A newer version: offered, or accepted and waiting for the end of all work. */
  update = $state<'none' | 'offered' | 'accepted'>('none');
  /** What an accepted update waits for. */
  waitsFor = $state<'nothing' | 'training' | 'work'>('nothing');
  /** Why the last attempt to keep a version here failed. */
  failure = $state<KeepFailure | null>(null);
  /** The details were opened once: from then on they are loaded. */
  wanted = $state(false);
  #open = $state(false);
  #door: Door | undefined;
  #begun = false;

  /** The details are open. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (open) this.wanted = true;
  }

  /** Registers the service worker, once the page is idle; until then nothing of it is loaded. */
  async begin(): Promise<void> {
    if (this.#begun || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    this.#begun = true;
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 }));
    try {
      const { startOffline } = await import('../../client/offline/offline');
      const door = (this.#door = startOffline((event) => this.#handle(event)));
      await door.register();
      this.#lookNowAndThen(door);
    } catch (thrown) {
      this.#refuse(thrown);
    }
  }

  /** The person wants the new version: it comes as soon as no tab trains or works. */
  accept(): void {
    this.#door?.accept();
  }

  /** Tries again to keep the version that could not be kept. */
  async retry(): Promise<void> {
    this.failure = null;
    try {
      await this.#door?.register();
      await this.#door?.look();
    } catch (thrown) {
      this.#refuse(thrown);
    }
  }

  #refuse(thrown: unknown): void {
    this.failure = 'refused';
    console.warn(thrown);
  }

  #handle(event: OfflineEvent): void {
    if (event.kind === 'progress') {
      this.progress = event.doneBytes < event.totalBytes ? event : null;
      this.failure = null;
      if (this.status === 'off') this.status = 'preparing';
    } else if (event.kind === 'ready') {
      this.status = 'ready';
      this.progress = null;
    } else if (event.kind === 'update') {
      this.progress = null;
      this.failure = null;
      this.update = 'offered';
    } else if (event.kind === 'accepted') {
      this.update = 'accepted';
      this.waitsFor = event.waitsFor;
    } else {
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
