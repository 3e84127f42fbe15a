// Answers a host over the port of the handshake, and offers it the shorter way to the engine.
import type { RecoveringEngine } from '../../client/workers/recovering-engine';
import { embedLimits } from '../../contract/release/embed-limits';
import type { FromFramePort } from '../../contract/release/embed';
import { HostChannel } from '../../host/host-channel';
import { hostMethods, type Offers } from '../../host/methods';
import { RateLimiter } from '../../host/rate-limiter';
import { DirectPort } from './direct-port';

/** Offers whose list of models may become another: then it is another promise, and `onChange` is called. */
export interface ChangingOffers extends Offers {
  onChange: (() => void) | undefined;
}

/** Between an answer of the page and the offer: calls that are asked again, after another port ended, come while the limits are whole. */
const offerAfterMs = 100;

/** Begins to answer; returns the channel, to tell the host of events. */
export function answerHost(
  port: MessagePort,
  offers: ChangingOffers,
  engine: Pick<RecoveringEngine, 'call'>,
): HostChannel {
  const say = (message: FromFramePort, ports: MessagePort[] = []) => port.postMessage(message, ports);
  const limiter = new RateLimiter(embedLimits);
  const direct = new DirectPort(say, engine, limiter);
  let offering: ReturnType<typeof setTimeout> | undefined;
  const methods = hostMethods({
    models: () => offers.models(),
    predict: async (versionId, rows) => {
      const answers = await offers.predict(versionId, rows);
      offering ??= setTimeout(() => {
        offering = undefined;
        offerDirect().catch(() => undefined); // there is no list now: the page goes on to answer
      }, offerAfterMs);
      return answers;
    },
  });
  const offerDirect = async () => {
    const list = offers.models();
    const models = await list;
    if (offers.models() === list) direct.open(models);
  };
  const channel = new HostChannel(say, methods, limiter);
  offers.onChange = () => direct.shut();
  port.addEventListener('close', () => direct.shut());
  port.onmessage = ({ data }: MessageEvent<unknown>) => channel.receive(data);
  return channel;
}
