// Runs before the first paint, as a classic script: a module would come after it, and flash; and in a sandbox no module loads at all,
// so that only this can say why nothing shows. Built apart, into first.js.
import { preferredLocale } from '../i18n/locales/preferred-locale';
import { lookFrom } from './look';
import { showPlainPage } from './plain-page';
import { troubleTexts } from './plain-texts';
import { showAccent } from './show-accent';

const root = document.documentElement;
const framed = window.parent !== window;
const look = 'embed' in root.dataset ? lookFrom(location.search) : null;

function keptTheme(): string | null {
  if (framed) return null; // nothing is read before it is known that the page may be shown here
  try {
    return localStorage.getItem('hearth.theme');
  } catch {
    return null;
  }
}

const theme = look?.theme ?? keptTheme();
// Where the system sets the colours, only what goes with them can be read.
const chosen = matchMedia('(forced-colors: active)').matches ? null : theme;
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
root.dataset['theme'] = dark ? 'dark' : 'light';
if (look?.accent) showAccent(look.accent);
if (look?.locale) root.lang = look.locale;
if (self.origin === 'null')
  addEventListener('DOMContentLoaded', () =>
    showPlainPage([troubleTexts.sandbox[look?.locale ?? preferredLocale(navigator.languages)]]),
  );
