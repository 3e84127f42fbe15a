// The one Trusted Types policy of the app: addresses from which a worker's code may be loaded. Under the header policy the browser
// starts no worker from a plain string. Not for other sinks: the app has none, and Svelte brings its own policy for its templates.

/** Name of the policy; scripts/policy.mjs lists it among the allowed ones, and a test holds the two together. */
export const workerUrlPolicy = 'hearth-worker-url';

/** TypeScript's DOM library does not know Trusted Types yet; to it, what a policy makes is the string that it stands for. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** The address, whole, if it is a file of this origin; a blob or data address is not one, whatever its origin. */
function ownFile(address: string): string {
  const url = new URL(address, location.href);
  if (!/^https?:$/.test(url.protocol) || url.origin !== location.origin)
    throw new TypeError(`code is loaded from ${location.origin} only, not from ${url.href}`);
  return url.href;
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * The address of a worker or service worker for the browser: a TrustedScriptURL, or a string where the browser has no Trusted Types.
 * @throws TypeError where the address is not a file of this origin
 */
export function workerUrl(url: string | URL): string {
  const address = ownFile(String(url));
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy(workerUrlPolicy, { createScriptURL: ownFile });
  return policy?.createScriptURL(address) ?? address;
}
