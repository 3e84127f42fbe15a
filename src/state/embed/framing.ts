// Where the app stands in a portal: who frames it, and whether it shares its store with a tab of the app. Asked once.
import { sharesStorage } from '../../client/embed/same-site';

const ancestors = [...(location.ancestorOrigins ?? [])];

/** The host of the page at the top, as a person would read it in the address bar. */
export const portalName: string = ancestors.length > 0 ? new URL(ancestors.at(-1)!).host : '';

let own: boolean | undefined;

/** Whether this frame has a store of its own, apart from the one of a tab. */
export function hasOwnVault(): boolean {
  own ??= !sharesStorage();
  return own;
}
