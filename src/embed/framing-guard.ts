// May this page be shown where it is framed? The header policy says so too, but a page from the service worker's cache keeps the
// headers of its day; so every ancestor is looked at again, before anything of the app shows or starts.

/** The deployer's configuration, beside index.html. */
const configName = 'hearth.config.json';

/** Origins that may frame the app, as the configuration names them; what is no plain origin is left out, so that a slip allows nothing. */
export function allowedOrigins(config: unknown): string[] {
  if (typeof config !== 'object' || config === null || !Object.hasOwn(config, 'frameAncestors')) return [];
  const { frameAncestors } = config as { frameAncestors: unknown };
  return Array.isArray(frameAncestors) ? frameAncestors.filter(isOrigin) : [];
}

function isOrigin(value: unknown): value is string {
  if (typeof value !== 'string' || value.includes('*')) return false;
  try {
    const { origin, protocol } = new URL(value);
    return origin === value && (protocol === 'https:' || protocol === 'http:');
  } catch {
    return false;
  }
}

/** Every ancestor must be the app's own origin or on the list. */
export function mayBeFramed(ancestors: readonly string[], own: string, allowed: readonly string[]): boolean {
  return ancestors.every((origin) => origin === own || allowed.includes(origin));
}

/** Whether this page may be shown; asks for the configuration only where a foreign page is among the ancestors. */
export async function isShownLawfully(): Promise<boolean> {
  if (window.parent === window) return true;
  // A browser that does not tell who frames us: nothing can be allowed.
  if (!('ancestorOrigins' in location)) return false;
  const ancestors = [...location.ancestorOrigins];
  if (ancestors.length === 0) return false;
  if (mayBeFramed(ancestors, location.origin, [])) return true;
  return mayBeFramed(ancestors, location.origin, allowedOrigins(await readConfig()));
}

/** Asked of the server each time; without a network the copy of the last time counts. */
async function readConfig(): Promise<unknown> {
  for (const cache of ['no-cache', 'force-cache'] as const)
    try {
      const response = await fetch(new URL(configName, document.baseURI), { cache, credentials: 'omit' });
      return response.ok ? ((await response.json()) as unknown) : null;
    } catch {
      // No network, or no JSON: a copy, if there is one.
    }
  return null;
}
