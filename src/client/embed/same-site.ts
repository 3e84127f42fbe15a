// Does this frame share its storage with a tab of the app? It does where every page above it is of the same site. No API says so; but
// only there may a page set a cookie marked SameSite=Strict. It is set, looked for and taken away in one breath, and holds nothing.

/** Whether the frame's storage is the app's own, rather than a partition of the portal's. */
export function sharesStorage(): boolean {
  if (window.parent === window) return true;
  const name = 'hearth-same-site';
  const attributes = `path=${new URL('.', document.baseURI).pathname}; SameSite=Strict`;
  document.cookie = `${name}=1; ${attributes}`;
  const found = document.cookie.split('; ').includes(`${name}=1`);
  document.cookie = `${name}=; max-age=0; ${attributes}`;
  return found;
}
