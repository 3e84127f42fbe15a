// The type of every kind of file that the build emits, and which are worth compressing: for the app's own server and the ready configurations.

/** By extension; a file of another kind is `unknownType`. */
export const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8', // the SDK's declarations, to read; the registered type of the ending is a video's
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export const unknownType = 'application/octet-stream';

/** Kinds that compression makes much smaller. */
export const compressible = ['.html', '.js', '.css', '.txt', '.json', '.webmanifest', '.wasm', '.svg'];
