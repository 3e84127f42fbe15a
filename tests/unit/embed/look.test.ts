// How a host wants the frame to look: what is understood, and that any accent reads.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentColours, contrastRatio, grounds } from '../../../src/domain/accent';
import { lookFrom } from '../../../src/embed/look';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the look that an address asks for', () => {
  it('takes what it understands, and leaves out the rest', () => {
    expect(lookFrom('?theme=dark&lang=zh-CN&accent=%231F6F8B')).toEqual({
      theme: 'dark',
      locale: 'zh-CN',
      accent: '#1f6f8b',
    });
    expect(lookFrom('?theme=system&lang=en-GB&accent=fc0')).toEqual({
      theme: 'system',
      locale: 'en',
      accent: '#ffcc00',
    });
    expect(lookFrom('?lang=zh-Hans').locale).toBe('zh-CN');
    expect(lookFrom('?theme=pink&lang=fr&accent=red')).toEqual({ theme: null, locale: null, accent: null });
    expect(lookFrom('?accent=%23b93a0b;background:url(x)').accent).toBeNull();
    expect(lookFrom('').accent).toBeNull();
  });
});

describe('an accent', () => {
  it('reads on every ground, and what is written on it reads, whatever it is', () => {
    fc.assert(
      fc.property(hex, fc.constantFrom('light' as const, 'dark' as const), (wanted, theme) => {
        const { accent, soft, on } = accentColours(wanted, theme);
        for (const ground of [...grounds[theme], soft])
          expect(contrastRatio(accent, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrastRatio(on, accent)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 500 },
    );
  });

  it('is left as it is where it reads already', () => {
    expect(accentColours('#1f5f8b', 'light').accent).toBe('#1f5f8b');
    expect(accentColours('#6cc3e0', 'dark').accent).toBe('#6cc3e0');
  });

  it('is measured as WCAG does, on the grounds of the tokens', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
    const [light = '', dark = ''] = readFileSync('src/ui/tokens.css', 'utf8').split(
      ":root[data-theme='dark']",
    );
    for (const [block, theme] of [
      [light, 'light'],
      [dark, 'dark'],
    ] as const)
      expect(
        ['paper', 'surface', 'sunken', 'raised'].map(
          (name) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1],
        ),
      ).toEqual([...grounds[theme]]);
  });
});
