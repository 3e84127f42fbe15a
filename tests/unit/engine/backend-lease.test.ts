// Who may compute when: shared use goes side by side, a switch waits for all of it.
import { expect, test } from 'vitest';
import { BackendLease } from '../../../src/engine/device/backend-lease';
import { startBackend } from '../../../src/model/backends/backends';

/** A promise that is settled from outside. */
function gate(): { open: () => void; passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

test('shared work runs side by side; exclusive work waits for it and holds others back', async () => {
  const lease = new BackendLease();
  const told: string[] = [];
  const [first, second, began] = [gate(), gate(), gate()];
  const shared = [first, second].map((each, index) =>
    lease.share('cpu', async (backend) => {
      told.push(`begin ${index} on ${backend}`);
      if (index === 1) began.open();
      await each.passed;
      told.push(`end ${index}`);
    }),
  );
  const alone = lease.exclusive(async () => {
    told.push(`alone, held: ${lease.isHeld}`);
    await startBackend('cpu');
  });
  const later = lease.share(null, () => Promise.resolve(told.push('later')));
  await began.passed;
  first.open();
  await shared[0];
  expect(lease.isHeld).toBe(true);
  second.open();
  await Promise.all([...shared, alone, later]);
  expect(told).toEqual(['begin 0 on cpu', 'begin 1 on cpu', 'end 0', 'end 1', 'alone, held: false', 'later']);
});

test('a hold lets predictions in beside it and is released once', async () => {
  const lease = new BackendLease();
  const { value, hold } = await lease.holdAfter(async () => {
    await startBackend('cpu');
    return 7;
  });
  expect([value, hold.backend, lease.isHeld]).toEqual([7, 'cpu', true]);
  // A wish for another backend gives way to what computes already.
  expect(await lease.share('webgpu', (backend) => Promise.resolve(backend))).toBe('cpu');
  hold.release();
  hold.release();
  expect(lease.isHeld).toBe(false);
});

test('work that fails frees its turn', async () => {
  const lease = new BackendLease();
  await expect(lease.share('cpu', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(lease.exclusive(() => Promise.reject(new Error('nor this')))).rejects.toThrow('nor this');
  expect(lease.isHeld).toBe(false);
  expect(await lease.share(null, (backend) => Promise.resolve(backend))).toBe('cpu');
});

test('exclusive work that nobody asked for hears of whoever waits, before it begins and after', async () => {
  const lease = new BackendLease();
  const end = gate();
  let heard = 0;
  const giveWay = () => {
    heard += 1;
    end.open();
  };
  const begun = gate();
  const unasked = lease.exclusive(() => {
    begun.open();
    return end.passed;
  }, giveWay);
  await begun.passed;
  expect(heard).toBe(0);
  expect(await lease.share('cpu', (backend) => Promise.resolve(backend))).toBe('cpu');
  await unasked;
  expect(heard).toBe(1);

  heard = 0;
  const late = lease.exclusive(() => Promise.resolve(), giveWay);
  await Promise.all([late, lease.share('cpu', (backend) => Promise.resolve(backend))]);
  expect(heard).toBe(1);
  await lease.share('cpu', (backend) => Promise.resolve(backend));
  expect(heard).toBe(1);
});
