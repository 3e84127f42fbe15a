// Hearth as an app of its own on this device, where the browser offers that. Never asked for by itself.

/** Chromium's offer to install the page; other browsers have it in their menus only. */
interface InstallOffer extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

class Installing {
  #offer = $state.raw<InstallOffer | null>(null);
  /** It runs in a window of its own now. */
  readonly standalone = matchMedia('(display-mode: standalone)').matches;

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault(); // no banner: the offer waits in its place
      this.#offer = event as InstallOffer;
    });
    addEventListener('appinstalled', () => (this.#offer = null));
  }

  get offered(): boolean {
    return this.#offer !== null;
  }

  /** Lets the browser ask the person. An offer can be used once; the browser makes another. */
  async install(): Promise<void> {
    const offer = this.#offer;
    this.#offer = null;
    await offer?.prompt();
  }
}

export const installing = new Installing();
