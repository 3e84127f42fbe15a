// The host's way past the frame's page, with the SDK at one end and the engine's own service at the other: when it is offered, and that no
// call is lost when it ends.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RecoveringEngine } from '../../../src/client/workers/recovering-engine';
import type { HostService, InputRow, Prediction } from '../../../src/contract/transport/engine-api';
import { HearthError } from '../../../src/contract/transport/fault';
import type { OfferedModel } from '../../../src/contract/release/offered-model';
import { answerHost, type ChangingOffers } from '../../../src/embed/frame/answer-host';
import { FrameConnection } from '../../../src/embed/sdk/frame-connection';
import { serveHost } from '../../../src/engine/serving/serve-host';

const model: OfferedModel = {
  id: '01J0000000000000000000000A',
  deployment: '01J0000000000000000000000B',
  name: 'Credit',
  number: 3,
  task: 'regression',
  inputs: [],
  output: { name: 'price', classes: [], threshold: 0.5 },
};
const answers = (rows: InputRow[], factor: number): Prediction[] =>
  rows.map((row) => ({ value: Number(row['a']) * factor, probabilities: [], warnings: [] }));

/** A worker that a test can hold, break and end; its answers are tripled, the page's doubled, so that one sees who answered. */
class TrialEngine {
  opened = 0;
  die: (code: 'worker_died' | 'aborted') => void = () => undefined;
  held: Promise<void> | null = null;
  device: HearthError | null = null;

  /** From now on the worker does not answer. */
  hold(): void {
    this.held = new Promise(() => undefined);
  }

  call = ((_method: string, request: HostService, { signal }: { signal: AbortSignal }) => {
    this.opened += 1;
    const served = serveHost(request, signal, async ({ rows }) => {
      await this.held;
      if (this.device) throw this.device;
      return answers(rows, 3);
    });
    const death = new Promise<never>((_resolve, reject) => {
      this.die = (code) => {
        request.port.close();
        reject(new HearthError(code));
      };
    });
    return Promise.race([served, death]);
  }) as unknown as RecoveringEngine['call'];
}

function connected() {
  const { port1, port2 } = new MessageChannel();
  const engine = new TrialEngine();
  let list = Promise.resolve([model]);
  const offers: ChangingOffers = {
    onChange: undefined,
    models: () => list,
    predict: (_, rows) => Promise.resolve(answers(rows, 2)),
  };
  const change = (models: OfferedModel[]) => {
    list = Promise.resolve(models);
    offers.onChange?.();
  };
  answerHost(port1, offers, engine);
  const connection = new FrameConnection(port2, 5_000, () => undefined);
  onTestFinished(() => {
    connection.close();
    port1.close();
  });
  const value = async (a: number) => (await connection.predict({ a })).value;
  return { connection, engine, change, value };
}

/** Lets every message that was posted arrive, and the page offer its port. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 200));

describe('the way past the page', () => {
  it('is offered once the page has answered, and taken from the next call on', async () => {
    const { connection, engine, value } = connected();
    expect(await value(7)).toBe(14);
    await settled();
    expect(await Promise.all([value(7), value(11)])).toEqual([21, 33]);
    expect(await connection.models()).toEqual([model]);
    expect(engine.opened).toBe(1);
  });

  it('loses no call when the worker dies: the page answers what was under way, and offers another', async () => {
    const { engine, value } = connected();
    await value(1);
    await settled();
    engine.hold();
    const underWay = Promise.all(Array.from({ length: 100 }, (_, a) => value(a)));
    await settled();
    engine.die('worker_died');
    expect(await underWay).toEqual(Array.from({ length: 100 }, (_, a) => a * 2));
    engine.held = null;
    await settled();
    expect(await value(5)).toBe(15);
    expect(engine.opened).toBe(2);
  });

  it('ends when the device fails, without telling the host of it', async () => {
    const { engine, value } = connected();
    await value(1);
    await settled();
    engine.device = new HearthError('gpu_lost', {}, { backend: 'webgpu' });
    expect(await Promise.all([value(5), value(6)])).toEqual([10, 12]);
  });

  it('sends again what was asked, not what the host made of its rows meanwhile', async () => {
    const { connection, engine, value } = connected();
    await value(1);
    await settled();
    engine.hold();
    const row = { a: 4 };
    const underWay = connection.predict(row);
    await settled();
    row.a = 9;
    engine.die('worker_died');
    expect((await underWay).value).toBe(8);
  });

  it('ends when other models are on offer', async () => {
    const { change, connection, engine, value } = connected();
    await value(1);
    await settled();
    change([]);
    await settled();
    await expect(value(5)).rejects.toMatchObject({ code: 'model_none' });
    change([{ ...model, number: 4 }]);
    await value(1);
    await settled();
    expect(await connection.models()).toMatchObject([{ number: 4 }]);
    expect(await value(5)).toBe(15);
    expect(engine.opened).toBe(2);
  });

  it('tells of a fault of the request itself, and stays', async () => {
    const { engine, value } = connected();
    await value(1);
    await settled();
    engine.device = new HearthError('input_invalid', { row: 1, column: 'a' });
    await expect(value(5)).rejects.toMatchObject({ code: 'input_invalid', place: { row: 1, column: 'a' } });
    engine.device = null;
    expect(await value(5)).toBe(15);
    expect(engine.opened).toBe(1);
  });

  it('shares the limits with the page: both ways together let no more through', async () => {
    const { connection, value } = connected();
    await value(1);
    await settled();
    const many = await Promise.allSettled(Array.from({ length: 300 }, () => connection.models()));
    const answered = many.filter(({ status }) => status === 'fulfilled').length;
    // Nine tenths of the burst of 200, and what the moments in between fill.
    expect(answered).toBeGreaterThanOrEqual(178);
    expect(answered).toBeLessThan(195);
    expect(many.at(-1)).toMatchObject({ reason: { code: 'too_many' } });
  });

  it('is held against the same checks as the way through the page', async () => {
    const { port1, port2 } = new MessageChannel();
    const asked: InputRow[][] = [];
    const service = { port: port1, models: [model], allowance: { burst: 50, perSecond: 1 } };
    const served = serveHost(service, new AbortController().signal, ({ rows }) => {
      asked.push(rows);
      return Promise.resolve(answers(rows, 3));
    });
    const heard: unknown[] = [];
    port2.onmessage = ({ data }) => heard.push(data);
    for (const message of [
      { id: 1, method: 'predict', model: null, rows: [{ a: 7 }] },
      { id: 1, method: 'predict', model: null, rows: [{ a: 8 }] },
      { id: 2, method: 'predict', model: null, rows: [{ constructor: 1 }] },
      { id: 3, method: 'predict', model: null, rows: [{ a: 'x'.repeat(600_000) }] },
      { id: 4, method: 'exportRun', runId: model.id },
      { id: 5, method: 'predict', model: '01J0000000000000000000000C', rows: [{ a: 9 }] },
    ])
      port2.postMessage(message);
    await settled();
    expect(asked).toEqual([[{ a: 7 }]]);
    expect(heard).toMatchObject([
      { id: 1, value: [{ value: 21 }] },
      { id: 4, error: { code: 'request_invalid' } },
      { id: 5, error: { code: 'model_unknown' } },
    ]);
    port2.close();
    expect(await served).toBeNull();
  });
});
