// Light, dark, or as the system says; remembered.
import { keepPreference, keptPreference } from './preference';

const key = 'hearth.theme';
export type ThemeChoice = 'system' | 'light' | 'dark';

class Theme {
  #choice = $state<ThemeChoice>('system');
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #forced = matchMedia('(forced-colors: active)');

  /** Takes up the kept choice, or one that the address asks for. Not done by itself: a frame may have to show nothing and read nothing. */
  begin(asked: ThemeChoice | null = null): void {
    const kept = asked ?? keptPreference(key);
    if (kept === 'light' || kept === 'dark') this.#choice = kept;
    for (const query of [this.#dark, this.#forced]) query.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set(choice: ThemeChoice): void {
    this.#choice = choice;
    keepPreference(key, choice);
    this.#apply();
  }

  #apply(): void {
    // Where the system sets the colours, only what goes with them can be read.
    const choice = this.#forced.matches ? 'system' : this.#choice;
    const dark = choice === 'dark' || (choice === 'system' && this.#dark.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }
}

export const theme = new Theme();
