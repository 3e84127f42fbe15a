// Which page of the app answers a navigation. An address that is none of them is the host's business, not the app's.

/** The page's file for an address below `scope`, or null: the folder itself is index.html, whatever its parameters. */
export function pageFor(address: URL, scope: string): string | null {
  const { origin, pathname } = new URL(scope);
  if (address.origin !== origin || !address.pathname.startsWith(pathname)) return null;
  const inside = address.pathname.slice(pathname.length) || 'index.html';
  return /^[\w-]+\.html$/.test(inside) ? inside : null;
}
