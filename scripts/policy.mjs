// The header policy: one place, used by the app's own server, the build, the tests and the ready configurations in docs/deploy/.
// Not for transport: the server is in static-server.mjs.
import { createHash } from 'node:crypto';

/** Trusted Types policies: Svelte's for its own templates, and the app's for the addresses of its workers (contract/transport/trusted-urls.ts). */
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

/** What isolation adds: the page shares its process with no other, and may have threads that share memory. */
export const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin' };

/**
 * Every header that a response carries beside its type and caching.
 * COEP is always sent: a page without COOP is not isolated by it, a portal that is isolated can frame the app, and a worker's script
 * that was cached before isolation was switched on still starts after it.
 * @param {string[]} frameAncestors origins that may frame the app, beside its own
 * @param {{ isolated?: boolean }} options
 */
export function securityHeaders(frameAncestors = [], { isolated = false } = {}) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(frameAncestors),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'geolocation=(), payment=(), usb=()',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    ...(isolated ? isolation : {}),
  };
}

/** Short name of a header policy. It is built into the pages and the workers' file names: a cached response keeps its old headers. */
export function policyHash(headers = securityHeaders()) {
  return createHash('sha256').update(JSON.stringify(headers)).digest('hex').slice(0, 8);
}

/** Names under assets/ carry a hash of their content; everything else may change with the next version. */
export const caching = { assets: 'public, max-age=31536000, immutable', rest: 'no-cache' };
