// Can this page keep anything? Asked once, before the app starts: it must not begin work that it cannot save.

/**
 * sandbox: an opaque origin, which has no storage · credentialless: a store that goes with the page · blocked: refused by the
 * browser's settings.
 */
export type StorageTrouble = 'sandbox' | 'credentialless' | 'blocked';

/** What keeps the page from saving; null where nothing does. */
export async function storageTrouble(): Promise<StorageTrouble | null> {
  if (self.origin === 'null') return 'sandbox';
  if ('credentialless' in window && window.credentialless === true) return 'credentialless';
  try {
    await indexedDB.databases();
    return null;
  } catch {
    return 'blocked';
  }
}
