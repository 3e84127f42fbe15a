// A Vite plugin that writes the hash of the header policy into every page and into the workers' file names. What a cache keeps, it
// keeps with the headers of its time; with another policy these files are other files, so the new headers come with the next version.
import { policyHash } from './policy.mjs';

/**
 * @param {Record<string, string>} headers the policy that the built app will be served with
 * @param {{ inPages?: boolean }} options inPages: the pages carry the policy themselves, for a host that can send no headers. It then
 * says nothing about workers or about who may frame the app, so this is for want of better only.
 */
export function stampPolicy(headers, { inPages = false } = {}) {
  const hash = policyHash(headers);
  const tag = (attrs) => ({ tag: 'meta', attrs, injectTo: /** @type {const} */ ('head-prepend') });
  const policy = headers['Content-Security-Policy']?.replace(/; frame-ancestors [^;]*/, '');
  return {
    name: 'hearth-policy',
    config: () => ({
      worker: { rolldownOptions: { output: { entryFileNames: `assets/[name]-${hash}-[hash].js` } } },
    }),
    transformIndexHtml: () => [
      ...(inPages ? [tag({ 'http-equiv': 'Content-Security-Policy', content: policy })] : []),
      tag({ name: 'hearth-policy', content: hash }),
    ],
  };
}
