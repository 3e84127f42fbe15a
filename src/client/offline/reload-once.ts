// A part of the app that is no longer at the host, because a newer version took its place: the page is loaded anew, once, so that
// it fits together again. Never while anything is under way, and never in a circle.
import { whatGoesOn } from '../tabs/work-lock';

const key = 'hearth.reloadedFor';

/** Reloads the page when a part of it cannot be loaded: once for each build, and only while no tab trains or works. */
export function reloadOnceForMissingParts(): void {
  addEventListener('vite:preloadError', () => void reloadOnce());
}

async function reloadOnce(): Promise<void> {
  const build = import.meta.url; // its name carries the hash of what is in it
  try {
    if (sessionStorage.getItem(key) === build || (await whatGoesOn()) !== 'nothing') return;
    sessionStorage.setItem(key, build);
  } catch {
    return; // without a memory it could go round for ever
  }
  location.reload();
}
