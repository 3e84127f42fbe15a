// Addresses of requests, short enough to read. Not for links.

/** The path below the app for its own parts, else the whole address without what only a machine reads; at most 120 characters. */
export function shortAddress(url: string, base: string): string {
  const address = new URL(url, base);
  const home = new URL('.', base);
  let text = url;
  if (address.protocol === 'blob:') text = 'blob';
  else if (address.protocol === 'data:') text = `${url.slice(0, 40)}…`;
  else if (address.origin === home.origin)
    text = address.pathname.startsWith(home.pathname)
      ? address.pathname.slice(home.pathname.length)
      : address.pathname;
  return text.length > 120 ? `${text.slice(0, 119)}…` : text || '/';
}
