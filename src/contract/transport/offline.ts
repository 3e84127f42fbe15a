// What the service worker and the page tell each other: how far the app's files are here, why they could not be kept, and that
// an update was accepted. Names of the caches, since both threads look into them.

/** A file that a start needs, with its size: the build lists them, and the service worker keeps them. */
export interface AppFile {
  url: string;
  revision: string | null;
  bytes: number;
}

/** A file of sample data: kept when it is first used, or with all the others when a person wants that. */
export interface SampleFile {
  /** Relative to the app's folder. */
  url: string;
  bytes: number;
  revision: string;
}

/** Why files could not be kept. */
export type KeepFailure = 'quota' | 'network' | 'refused';

/** Told by the service worker while it installs, and by a page to the other tabs. */
export type OfflineNotice =
  | { kind: 'progress'; doneBytes: number; totalBytes: number }
  | { kind: 'install-failed'; reason: KeepFailure }
  | { kind: 'accepted' };
export const offlineChannel = 'hearth-offline';

/** Asks the waiting service worker to take over. */
export interface TakeOver {
  type: 'SKIP_WAITING';
}

/** The cache of the sample data; two installations under one origin do not share it. */
export const sampleCache = (scope: string) => `hearth-samples-${scope}`;

/** Whether a cache holds sample data; the app starts without such a one. */
export const isSampleCache = (name: string) => name.startsWith(sampleCache(''));

/** Under which address a sample is kept: with its revision, so that a newer version of the app never reads an older file. */
export function sampleKey({ url, revision }: SampleFile, scope: string): string {
  const address = new URL(url, scope);
  address.searchParams.set('revision', revision);
  return address.href;
}

/** Whether storing failed for want of room. */
export const isQuotaError = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
