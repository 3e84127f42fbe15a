// The language of the page. Messages read it through Paraglide's getLocale, so a switch is live.
import { baseLocale, isLocale, overwriteGetLocale, type Locale } from '../../i18n/paraglide/runtime';
import { preferredLocale } from '../../i18n/locales/preferred-locale';
import { keepPreference, keptPreference } from './preference';

const key = 'hearth.locale';

class LocaleState {
  #current = $state<Locale>(baseLocale);

  /** Takes up the kept language, or one that the address asks for. Not done by itself: a frame may have to show nothing and read nothing. */
  begin(asked: Locale | null = null): void {
    const kept = asked ?? keptPreference(key);
    this.#current = kept && isLocale(kept) ? kept : preferredLocale(navigator.languages);
    overwriteGetLocale(() => this.#current);
    document.documentElement.lang = this.#current;
  }

  get current(): Locale {
    return this.#current;
  }

  set(locale: Locale): void {
    this.#current = locale;
    keepPreference(key, locale);
    document.documentElement.lang = locale;
  }
}

export const locale = new LocaleState();
