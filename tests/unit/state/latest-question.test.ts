// The answer beside a form follows what is typed: the last question wins, and an older answer is known as one.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LatestQuestion } from '../../../src/state/deploy/latest-question';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const settled = () => vi.advanceTimersByTimeAsync(0);

function setUp() {
  const asked: { question: string; answer: (text: string) => void; fail: () => void }[] = [];
  const seen = { answer: '', failed: 0, stale: false, asking: false };
  const latest = new LatestQuestion<string, string>({
    answer: (question) =>
      new Promise((resolve, reject) => {
        asked.push({ question, answer: resolve, fail: () => reject(new Error('no')) });
      }),
    answered: (answer) => (seen.answer = answer),
    failed: () => (seen.failed += 1),
    changed: (state) => Object.assign(seen, state),
  });
  return { latest, asked, seen };
}

it('asks once typing rests, within 200 ms, and only the last', async () => {
  const { latest, asked } = setUp();
  latest.ask('1', { typing: true });
  await vi.advanceTimersByTimeAsync(50);
  latest.ask('12', { typing: true });
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(150);
  expect(asked.map(({ question }) => question)).toEqual(['12']);
});

it('knows an answer as stale from the first keystroke until its own is there', async () => {
  const { latest, asked, seen } = setUp();
  latest.ask('1');
  asked[0]!.answer('one');
  await settled();
  expect(seen).toMatchObject({ answer: 'one', stale: false, asking: false });
  latest.ask('2', { typing: true });
  expect(seen).toMatchObject({ answer: 'one', stale: true });
  await vi.advanceTimersByTimeAsync(100);
  latest.ask('3');
  asked[1]!.answer('two');
  await settled();
  expect(seen).toMatchObject({ answer: 'one', stale: true, asking: true });
  asked[2]!.answer('three');
  await settled();
  expect(seen).toMatchObject({ answer: 'three', stale: false, asking: false });
});

it('drops answer and fault of a question that typing took back', async () => {
  const { latest, asked, seen } = setUp();
  latest.ask('1');
  latest.doubt();
  asked[0]!.fail();
  await settled();
  expect(seen).toEqual({ answer: '', failed: 0, stale: true, asking: false });
  latest.clear();
  expect(seen.stale).toBe(false);
});
