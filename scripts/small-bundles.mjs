// Vite: two scripts built apart, each one file under a fixed name at the root, since they are used outside the app's own modules:
// hearth-embed.js by host pages (with its types beside it), first.js as a classic script before the first paint.
import { readFile } from 'node:fs/promises';
import { build } from 'vite';

const bundles = [
  { fileName: 'hearth-embed.js', input: 'src/embed/sdk/connect.ts', format: 'es' },
  { fileName: 'first.js', input: 'src/embed/first.ts', format: 'iife' },
];
const types = { fileName: 'hearth-embed.d.ts', source: 'src/embed/sdk/hearth-embed.d.ts' };

async function bundle({ fileName, input, format }) {
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'chrome120',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: fileName },
      },
    },
  });
  if (output.length !== 1 || output[0].imports?.length)
    throw new Error(`${fileName} must be one file: ${output.map((file) => file.fileName).join(', ')}`);
  return output[0].code;
}

/** Adds them to the build, and serves them to `npm run dev`. */
export function smallBundles() {
  return {
    name: 'hearth-small-bundles',
    async generateBundle() {
      for (const one of bundles)
        this.emitFile({ type: 'asset', fileName: one.fileName, source: await bundle(one) });
      this.emitFile({ type: 'asset', fileName: types.fileName, source: await readFile(types.source) });
    },
    configureServer({ middlewares }) {
      for (const one of bundles)
        middlewares.use(`/${one.fileName}`, (_request, response, next) => {
          bundle(one).then((code) => response.setHeader('Content-Type', 'text/javascript').end(code), next);
        });
    },
  };
}
