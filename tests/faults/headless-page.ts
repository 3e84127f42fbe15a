// The app without its face, as the tests of faults drive it: what a training tells, and the graphics device of its worker.
import type { Page, Worker } from '@playwright/test';
import type { Run, TrainEvent } from '../../src/contract/model/run';
import type { TrainRequest } from '../../src/contract/transport/engine-api';
import { openHeadless, train } from '../../scripts/soak/small-training.mjs';

/** A page with the typed client, and everything that its trainings tell. */
export class HeadlessPage {
  readonly page: Page;
  /** What the training computes with, as it told last. */
  backend: Run['backend'] | null = null;
  /** Called for each event. */
  onEvent: (event: TrainEvent) => void = () => undefined;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, base = './'): Promise<HeadlessPage> {
    const opened = new HeadlessPage(page);
    await page.exposeBinding('told', (_source, event: TrainEvent) => {
      if (event.kind === 'started') opened.backend = event.run.backend;
      opened.onEvent(event);
    });
    await openHeadless(page, base);
    return opened;
  }

  /** Trains; resolves with the run as the call answers. */
  async train(request: TrainRequest): Promise<Run> {
    return (await train(this.page, request)) as Run;
  }

  /** The engine's worker that was started last. */
  engine(): Worker {
    const found = this.page.workers().findLast((worker) => /\/engine-/.test(new URL(worker.url()).pathname));
    if (!found) throw new Error('no engine worker runs');
    return found;
  }

  /**
   * Does something to the graphics device of the engine's worker at its next use: at once, or once that worker has told
   * of a checkpoint after so many epochs. The worker itself waits for that, so no message between processes can be late.
   */
  async toDevice(harm: 'destroy' | 'ask for all memory', afterEpoch = 0): Promise<void> {
    await this.engine().evaluate(
      ({ harm: chosen, afterEpoch: due }) => {
        const harmNext = () => {
          const create = GPUDevice.prototype.createCommandEncoder;
          GPUDevice.prototype.createCommandEncoder = function (this: GPUDevice, ...given) {
            GPUDevice.prototype.createCommandEncoder = create;
            if (chosen === 'destroy') this.destroy();
            // As large as a buffer may be by the device's own word, and larger than what there is: the browser tells
            // the app of it as of any allocation of its own that does not fit.
            else this.createBuffer({ size: this.limits.maxBufferSize, usage: GPUBufferUsage.STORAGE });
            return create.apply(this, given);
          };
        };
        if (due === 0) {
          harmNext();
          return;
        }
        type Message = { event?: { kind: string; epoch?: number } } | null;
        const post = MessagePort.prototype.postMessage;
        MessagePort.prototype.postMessage = function (this: MessagePort, message: Message, ...given: []) {
          if (message?.event?.kind === 'checkpoint' && message.event.epoch === due) {
            MessagePort.prototype.postMessage = post;
            harmNext();
          }
          post.call(this, message, ...given);
        };
      },
      { harm, afterEpoch },
    );
  }
}

/**
 * From its first checkpoint on, a training on the GPU goes no further until its device is lost, however long that takes: a crash that is
 * asked for at the checkpoint is never too late. The worker answers meanwhile. Call it before the page opens.
 */
export async function holdAtCheckpoints(page: Page): Promise<void> {
  await page.route(/\/engine-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${String(waitForLoss)})();\n${await response.text()}` });
  });
}

/** Runs at the beginning of the engine's worker. */
function waitForLoss(): void {
  let lost: Promise<unknown> | null = null;
  let holds = false;
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...given) {
    const device = await request.apply(this, given);
    lost = device.lost;
    return device;
  };
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...given: []) {
    const { event } = (message ?? {}) as { event?: { kind?: string } };
    holds ||= event?.kind === 'checkpoint';
    post.call(this, message, ...given);
  };
  // No epoch ends without the losses being read back.
  const map = GPUBuffer.prototype.mapAsync;
  GPUBuffer.prototype.mapAsync = async function (this: GPUBuffer, ...given) {
    if (holds) await lost;
    return map.apply(this, given);
  };
}

/** Resolves at the first event that fits. */
export function heard(opened: HeadlessPage, fits: (event: TrainEvent) => boolean): Promise<TrainEvent> {
  return new Promise((resolve) => {
    opened.onEvent = (event) => {
      if (fits(event)) resolve(event);
    };
  });
}
