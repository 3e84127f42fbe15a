// Small choices of a person (theme, language) in localStorage. Where there is none (a sandboxed frame), they last as long as the page.

/** A kept choice, or null. */
export function keptPreference(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a choice; without storage it is forgotten with the page. */
export function keepPreference(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A frame without storage: nothing that a person could do here.
  }
}
