// A Vite plugin that writes the hash of the header policy into every page and into the workers' file names. What a cache keeps, it
// keeps with the headers of its time; with another policy these files are other files, so the new headers come with the next version.
import { policyHash } from './policy.mjs';

/** @param {Record<string, string>} headers the policy that the built app will be served with */
export function stampPolicy(headers) {
  const hash = policyHash(headers);
  return {
    name: 'hearth-policy',
    config: () => ({
      worker: { rolldownOptions: { output: { entryFileNames: `assets/[name]-${hash}-[hash].js` } } },
    }),
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { name: 'hearth-policy', content: hash },
        injectTo: /** @type {const} */ ('head'),
      },
    ],
  };
}
