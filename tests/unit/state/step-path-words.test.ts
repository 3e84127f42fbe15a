import { describe, expect, it } from 'vitest';
import { stepPathWords } from '../../../src/ui/steps/model/runs/step-path-words';

describe('the words for how a run went', () => {
  const compiled = { kind: 'compiled' } as const;

  it('say how far half precision went only where it was allowed', () => {
    expect(stepPathWords(compiled)).toEqual({ value: 'compiled for this network and device' });
    expect(stepPathWords({ ...compiled, half: null }).hint).toBe(
      'float32 only; this device doesn’t support float16',
    );
    expect(stepPathWords({ ...compiled, half: {} }).hint).toBe(
      'float16 wasn’t faster for any matrix product',
    );
    const half = { one: [8, 8, 'shared'], other: [16, 8, 'registers'] } as const;
    expect(stepPathWords({ ...compiled, half }).hint).toBe('types of matrix product in float16: 2');
  });
});
