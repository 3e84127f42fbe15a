// A request that two threads tell of is one request, whichever tells first; two requests are two.
import { describe, expect, test } from 'vitest';
import { TrafficLedger } from '../../../src/client/traffic/traffic-ledger';
import type { TrafficEntry } from '../../../src/contract/project/view';

const url = 'https://elsewhere.example/collect';
const passed: TrafficEntry = {
  url,
  thread: 'service-worker',
  own: false,
  transferBytes: 0,
  at: 1000,
  passed: true,
};
const told: TrafficEntry = { url, thread: 'page', own: false, transferBytes: 321, at: 1003, asked: true };

describe('the record of requests', () => {
  test('the word of who made it takes the place of the service worker’s', () => {
    const ledger = new TrafficLedger();
    expect(ledger.take(passed)).toEqual({ kind: 'new' });
    expect(ledger.take(told)).toEqual({ kind: 'replaces', before: passed });
  });

  test('the service worker’s word that comes late adds nothing', () => {
    const ledger = new TrafficLedger();
    expect(ledger.take(told)).toEqual({ kind: 'new' });
    expect(ledger.take(passed)).toEqual({ kind: 'known' });
  });

  test('what only the service worker saw stays: its maker ended before it could tell', () => {
    const ledger = new TrafficLedger();
    expect(ledger.take(passed)).toEqual({ kind: 'new' });
    const later = { ...passed, at: 200_000 };
    expect(ledger.take(later)).toEqual({ kind: 'new' });
    expect(ledger.take({ ...told, at: 200_003 })).toEqual({ kind: 'replaces', before: later });
  });

  test('the same address twice is two requests', () => {
    const ledger = new TrafficLedger();
    const second = { ...passed, at: 1001 };
    expect([passed, second].map((entry) => ledger.take(entry).kind)).toEqual(['new', 'new']);
    expect(ledger.take(told)).toEqual({ kind: 'replaces', before: passed });
    expect(ledger.take(told)).toEqual({ kind: 'replaces', before: second });
    expect(ledger.take({ ...told, asked: false })).toEqual({ kind: 'new' });
  });

  test('the service worker’s own request, and an answer from this device, are entries of their own', () => {
    const ledger = new TrafficLedger();
    const { passed: _, ...own } = passed;
    ledger.take(passed);
    expect(ledger.take(own)).toEqual({ kind: 'new' });
    expect(ledger.take({ ...told, kept: true })).toEqual({ kind: 'new' });
  });
});
