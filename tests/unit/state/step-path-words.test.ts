import { describe, expect, it } from 'vitest';
import { stepPathWords } from '../../../src/ui/steps/model/runs/step-path-words';

describe('the words for how a run went', () => {
  const compiled = { kind: 'compiled' } as const;

  it('say how far half precision went only where it was allowed', () => {
    expect(stepPathWords(compiled)).toEqual({ value: 'compiled for this net and device' });
    expect(stepPathWords({ ...compiled, half: null }).hint).toBe('in float32: this device has no float16');
    expect(stepPathWords({ ...compiled, half: {} }).hint).toBe(
      'no product was measured to be faster in float16',
    );
    const half = { one: [8, 8, 'shared'], other: [16, 8, 'registers'] } as const;
    expect(stepPathWords({ ...compiled, half }).hint).toBe('kinds of products in float16: 2');
  });
});
