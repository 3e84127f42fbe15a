// Sets the theme before the first paint: a module would come after it, and flash. src/state/theme.svelte.ts keeps it from then on.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem('hearth.theme');
  } catch {
    // Storage is refused in some frames; the system's theme then holds.
  }
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
