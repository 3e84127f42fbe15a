// The frame's end of the port: what is answered, what is dropped, and how often one may ask.
import { describe, expect, it } from 'vitest';
import type { FromFramePort } from '../../../src/contract/release/embed';
import { HearthError } from '../../../src/contract/transport/fault';
import type { OfferedModel } from '../../../src/contract/release/offered-model';
import { HostChannel } from '../../../src/host/host-channel';
import { hostMethods } from '../../../src/host/methods';
import { RateLimiter } from '../../../src/host/rate-limiter';
import type { Model, Prediction } from '../../../src/embed/sdk/hearth-embed.d.ts';

const versionId = '01J0000000000000000000000A';
const model = (id: string): OfferedModel => ({
  id,
  deployment: '01J0000000000000000000000B',
  name: 'Credit',
  number: 3,
  task: 'regression',
  inputs: [],
  output: { name: 'price', classes: [], threshold: 0.5 },
});

function open(models: OfferedModel[], burst = 50) {
  const said: FromFramePort[] = [];
  let now = 0;
  const methods = hostMethods({
    models: () => Promise.resolve(models),
    predict: (_, rows) => {
      if (rows.some((row) => row['a'] === 'bad'))
        return Promise.reject(new HearthError('input_invalid', { row: 2, column: 'a' }));
      return Promise.resolve(
        rows.map((row) => ({ value: Number(row['a']) * 3, probabilities: [], warnings: [] })),
      );
    },
  });
  const channel = new HostChannel(
    (message) => said.push(message),
    methods,
    new RateLimiter({ burst, perSecond: 10 }, () => now),
  );
  const ask = async (message: unknown): Promise<FromFramePort[]> => {
    const before = said.length;
    channel.receive(message);
    await new Promise((resolve) => setTimeout(resolve));
    return said.slice(before);
  };
  return { ask, channel, said, wait: (ms: number) => void (now += ms) };
}
const predict = (id: number, rows: unknown, asked: string | null = null) => ({
  id,
  method: 'predict',
  model: asked,
  rows,
});

describe('the channel to a host', () => {
  it('answers models and predictions under the number of the request', async () => {
    const { ask } = open([model(versionId)]);
    expect(await ask({ id: 1, method: 'models' })).toEqual([{ id: 1, value: [model(versionId)] }]);
    const [answer] = await ask(predict(2, [{ a: 7 }, { a: 11 }], versionId));
    expect(answer).toMatchObject({ id: 2, value: [{ value: 21 }, { value: 33 }] });
    expect(await ask(predict(5, [{ a: 7 }]))).toHaveLength(1);
  });

  it('says which model is meant, or that none or several could be', async () => {
    const code = async (models: OfferedModel[], asked: string | null) => {
      const [answer] = await open(models).ask(predict(1, [{ a: 1 }], asked));
      return answer && 'error' in answer ? answer.error.code : 'answered';
    };
    const other = '01J0000000000000000000000C';
    expect(await code([], null)).toBe('model_none');
    expect(await code([model(versionId)], other)).toBe('model_unknown');
    expect(await code([model(versionId), model(other)], null)).toBe('model_ambiguous');
    expect(await code([model(versionId), model(other)], other)).toBe('answered');
  });

  it('tells the place of a bad input, and nothing technical', async () => {
    expect(await open([model(versionId)]).ask(predict(1, [{ a: 1 }, { a: 'bad' }]))).toEqual([
      { id: 1, error: { code: 'input_invalid', place: { row: 2, column: 'a' }, fault: 'input_invalid' } },
    ]);
  });

  it('drops what is poisoned, oversized, replayed or without a number', async () => {
    const { ask } = open([model(versionId)]);
    expect(await ask({ id: 4, method: 'models' })).toHaveLength(1);
    for (const message of [
      { id: 4, method: 'models' },
      { id: 3, method: 'models' },
      { method: 'models' },
      { id: 1.5, method: 'models' },
      { id: '9', method: 'models' },
      JSON.parse('{"id":9,"method":"models","__proto__":{"id":9}}'),
      predict(9, [{ a: 'x'.repeat(600_000) }]),
      null,
      'models',
      [9],
    ])
      expect(await ask(message)).toEqual([]);
    expect(await ask({ id: 9, method: 'models' })).toHaveLength(1);
  });

  it('refuses what is no request, names of prototypes among them', async () => {
    const { ask } = open([model(versionId)]);
    for (const [index, message] of [
      { method: 'toString' },
      { method: 'models', more: 1 },
      { method: 'predict' },
      { method: 'predict', model: 'x', rows: [{}] },
      { method: 'predict', model: null, rows: [] },
      { method: 'predict', model: null, rows: [{ a: [1] }] },
      { method: 'predict', model: null, rows: Array.from({ length: 1_001 }, () => ({})) },
    ].entries())
      expect(await ask({ id: index + 1, ...message })).toMatchObject([
        { id: index + 1, error: { code: 'request_invalid' } },
      ]);
  });

  it('lets a burst through, then so many a second', async () => {
    const { ask, wait } = open([model(versionId)], 3);
    const code = async (id: number) => {
      const [answer] = await ask({ id, method: 'models' });
      return answer && 'error' in answer ? answer.error.code : 'answered';
    };
    expect([await code(1), await code(2), await code(3), await code(4)]).toEqual([
      'answered',
      'answered',
      'answered',
      'too_many',
    ]);
    wait(250); // ten a second: two more, and a half
    expect([await code(5), await code(6), await code(7)]).toEqual(['answered', 'answered', 'too_many']);
    wait(60_000);
    expect(
      [await code(8), await code(9), await code(10), await code(11)].filter((each) => each === 'answered'),
    ).toHaveLength(3);
  });

  it('has the types that the SDK declares', () => {
    const declared: Model = model(versionId);
    const prediction: Prediction = {
      value: 1,
      probabilities: [],
      warnings: [{ column: 'a', code: 'missing' }],
    };
    expect([declared.number, prediction.value]).toEqual([3, 1]);
  });
});
