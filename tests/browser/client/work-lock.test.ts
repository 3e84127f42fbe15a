// An update waits for all work: for what goes on, for what began while it waited, and for a training between them.
import { expect, test } from 'vitest';
import { whatGoesOn, whenIdle, whileWorking } from '../../../src/client/tabs/work-lock';
import { trainingLock } from '../../../src/contract/project/view';

/** Work that ends when it is told to. */
function openWork(begin: (work: () => Promise<void>) => Promise<void>) {
  const ends: (() => void)[] = [];
  const ended = new Promise<void>((resolve) => ends.push(resolve));
  return { done: begin(() => ended), end: () => ends.forEach((each) => each()) };
}
const held = async (name: string) =>
  expect
    .poll(async () => (await navigator.locks.query()).held?.some((lock) => lock.name === name))
    .toBe(true);

test('it acts at once where nothing goes on', async () => {
  let acted = false;
  await whenIdle(() => Promise.resolve(void (acted = true)));
  expect(acted).toBe(true);
  expect(await whatGoesOn()).toBe('nothing');
});

test('it waits for work, and for work that began while it waited', async () => {
  const order: string[] = [];
  const first = openWork((work) => whileWorking(work));
  await held('work');
  expect(await whatGoesOn()).toBe('work');
  const acted = whenIdle(() => Promise.resolve(void order.push('update')));
  const second = openWork((work) => whileWorking(work));
  order.push('first ends');
  first.end();
  await first.done;
  await held('work');
  order.push('second ends');
  second.end();
  await acted;
  expect(order).toEqual(['first ends', 'second ends', 'update']);
});

test('it waits for a training, and none can begin while it acts', async () => {
  const order: string[] = [];
  const training = openWork((work) => navigator.locks.request(trainingLock, work));
  await held(trainingLock);
  expect(await whatGoesOn()).toBe('training');
  const acted = whenIdle(async () => {
    order.push('update');
    await navigator.locks.request(trainingLock, { ifAvailable: true }, (lock) =>
      order.push(lock ? 'a training began' : 'no training began'),
    );
  });
  order.push('training ends');
  training.end();
  await acted;
  expect(order).toEqual(['training ends', 'update', 'no training began']);
});

test('work that fails is over too', async () => {
  await expect(whileWorking(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await whenIdle(() => Promise.resolve());
  expect(await whatGoesOn()).toBe('nothing');
});
