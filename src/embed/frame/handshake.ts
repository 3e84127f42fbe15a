// The frame's side of the handshake: one hello, from the parent window, of an allowed origin; the answer is a port. Everything else
// that reaches the window is dropped without a word.
import * as v from 'valibot';
import { hello, type FromFrameWindow } from '../../contract/release/embed';
import { embedProtocol } from '../../contract/release/embed-limits';
import { weighMessage } from '../../host/weigh-message';

/** The windows of a frame, as far as the handshake needs them. */
export interface FrameWindow {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  parent: { postMessage(message: unknown, targetOrigin: string, transfer?: Transferable[]): void };
}

interface Handshake {
  frame: FrameWindow;
  /** The parent's own origin: the only one whose hello counts. */
  parentOrigin: string;
  /** Where the app cannot work here, the host is told why, and gets no port. */
  refusal: 'storage_unusable' | null;
  onPort: (port: MessagePort) => void;
}

/** Listens for the hello, and tells the parent that it does. */
export function acceptHost({ frame, parentOrigin, refusal, onPort }: Handshake): void {
  const listener = ({ origin, source, data }: MessageEvent) => {
    if (origin !== parentOrigin || source !== frame.parent) return;
    if (!Number.isFinite(weighMessage(data) ?? NaN)) return;
    const { success, output } = v.safeParse(hello, data);
    if (!success) return;
    frame.removeEventListener('message', listener);
    const { nonce } = output;
    if (refusal) {
      say({ hearth: 'refused', nonce, code: refusal });
      return;
    }
    const { port1, port2 } = new MessageChannel();
    onPort(port1);
    say({ hearth: 'welcome', nonce }, [port2]);
  };
  const say = (message: FromFrameWindow, ports: MessagePort[] = []) =>
    frame.parent.postMessage(message, parentOrigin, ports);
  frame.addEventListener('message', listener);
  say({ hearth: 'ready', protocol: embedProtocol });
}
