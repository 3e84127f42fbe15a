// The tokens' colours as values, for what is drawn on a canvas. SVG charts use the custom properties themselves.

/** Colours of one theme, read from the page's tokens. */
export interface Palette {
  ink: string;
  faintInk: string;
  line: string;
  surface: string;
  series: string[];
}

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink-2'),
    faintInk: token('--ink-3'),
    line: token('--line'),
    surface: token('--surface'),
    series: ['--s1', '--s2', '--s3', '--s4', '--s5', '--s6'].map(token),
  };
}

class LivePalette {
  /** Replaced when the theme changes, so that what draws with it draws again. */
  current = $state.raw(read());

  constructor() {
    const observer = new MutationObserver(() => (this.current = read()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  }
}

/** The palette of the theme that shows now. */
export const palette = new LivePalette();
