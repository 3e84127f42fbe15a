// The header policy: one place, used by the app's own server, the tests and the ready configurations in docs/.
// Not for transport: the server is in static-server.mjs.

/** Trusted Types policies: Svelte's for its own templates, and the app's for the addresses of its workers (client/trusted-urls.ts). */
const trustedTypes = ['svelte-trusted-html', 'hearth-worker-url'];

/**
 * Content-Security-Policy of every response.
 * @param {string[]} frameAncestors origins that may frame the app, beside its own
 */
export function contentSecurityPolicy(frameAncestors = []) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes.join(' ')}`,
    `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
  ].join('; ');
}

/** Every header that a response carries beside its type and caching. */
export function securityHeaders(frameAncestors = []) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(frameAncestors),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'geolocation=(), payment=(), usb=(), interest-cohort=()',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
}
