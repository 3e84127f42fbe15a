// Addresses of scripts, as a browser that enforces Trusted Types takes them. Only the app's own origin passes.

interface ScriptUrls {
  createScriptURL(url: string): string;
}

function sameOrigin(url: string): string {
  const address = new URL(url, document.baseURI);
  if (address.origin !== location.origin) throw new TypeError(`not a script of this app: ${address.href}`);
  return address.href;
}

let made: ScriptUrls | undefined;

function scriptUrls(): ScriptUrls {
  const factory = (
    globalThis as {
      trustedTypes?: { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };
    }
  ).trustedTypes;
  const rules = { createScriptURL: sameOrigin };
  return (made ??= factory?.createPolicy('hearth-worker', rules) ?? rules);
}

/** The address of a worker's script, trusted. @throws TypeError for another origin. */
export function workerUrl(url: URL | string): string {
  return scriptUrls().createScriptURL(String(url));
}
