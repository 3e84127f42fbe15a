// Puts a host's accent over the app's own, by the custom properties of tokens.css.
import { accentColours } from '../domain/accent';

const root = document.documentElement;

/** Sets the accent for the theme that the page has. */
export function showAccent(accent: string): void {
  const colours = accentColours(accent, root.dataset['theme'] === 'dark' ? 'dark' : 'light');
  root.style.setProperty('--ember', colours.accent);
  root.style.setProperty('--ember-soft', colours.soft);
  root.style.setProperty('--on-ember', colours.on);
}

/** Keeps the accent readable whenever the theme changes. */
export function keepAccent(accent: string): void {
  showAccent(accent);
  new MutationObserver(() => showAccent(accent)).observe(root, { attributeFilter: ['data-theme'] });
}
