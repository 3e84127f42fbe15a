// The SDK for a page that frames Hearth, built apart into hearth-embed.js: no dependency, and nothing of the app.
import type { FromFrameWindow } from '../../contract/release/embed';
import { embedProtocol } from '../../contract/release/embed-limits';
import { HearthEmbedError } from './embed-error';
import { FrameConnection } from './frame-connection';
import type { connect as Declared } from './hearth-embed.d.ts';

export { HearthEmbedError };

/** Says hello to the frame once it listens, and takes the port that it answers with. */
export const connect: typeof Declared = (iframe, { origin, timeoutMs = 30_000 }) => {
  if (!isOrigin(origin)) return Promise.reject(new HearthEmbedError('origin_invalid'));
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return new Promise((resolve, reject) => {
    let connection: FrameConnection | undefined;
    const forget = () => {
      clearTimeout(timer);
      removeEventListener('message', listener);
    };
    const fail = (code: 'timeout' | 'storage_unusable') => {
      forget();
      reject(new HearthEmbedError(code));
    };
    const timer = setTimeout(() => fail('timeout'), timeoutMs);
    const hello = () =>
      iframe.contentWindow?.postMessage({ hearth: 'hello', protocol: embedProtocol, nonce }, origin);
    const listener = ({ source, origin: from, data, ports }: MessageEvent<FromFrameWindow | null>) => {
      if (source === null || source !== iframe.contentWindow || from !== origin || !data) return;
      if (data.hearth === 'ready') {
        // Ready again after it had answered: the frame was loaded anew, and the old port leads nowhere.
        if (connection) connection.close();
        else hello();
      } else if (data.nonce === nonce && !connection) {
        if (data.hearth === 'refused') fail(data.code);
        else if (ports[0]) {
          clearTimeout(timer);
          connection = new FrameConnection(ports[0], timeoutMs, forget);
          resolve(connection);
        }
      }
    };
    addEventListener('message', listener);
    if (isLoaded(iframe, origin)) hello();
  });
};

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

/** Whether the frame shows a page of that origin already; before it does, its window has ours, and a message to it would be an error. */
function isLoaded(iframe: HTMLIFrameElement, origin: string): boolean {
  const { contentDocument } = iframe;
  return contentDocument === null || (origin === location.origin && contentDocument.URL !== 'about:blank');
}
