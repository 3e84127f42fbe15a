// The language of the page. Messages read it through Paraglide's getLocale, so a switch is live.
import { baseLocale, isLocale, overwriteGetLocale, type Locale } from '../i18n/paraglide/runtime';

const key = 'hearth.locale';

class LocaleState {
  #current = $state<Locale>(baseLocale);

  constructor() {
    const kept = localStorage.getItem(key);
    if (kept && isLocale(kept)) this.#current = kept;
    else if (navigator.languages.some((language) => language.toLowerCase().startsWith('zh'))) this.#current = 'zh-CN';
    overwriteGetLocale(() => this.#current);
    document.documentElement.lang = this.#current;
  }

  get current(): Locale {
    return this.#current;
  }

  set(locale: Locale): void {
    this.#current = locale;
    localStorage.setItem(key, locale);
    document.documentElement.lang = locale;
  }
}

export const locale = new LocaleState();
