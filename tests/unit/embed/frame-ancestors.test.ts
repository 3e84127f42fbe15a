// The deployer's list: what the build refuses by name, the page at run time takes for nothing; what the build takes, the page takes too.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAncestorsOf, parseFrameAncestors } from '../../../scripts/frame-ancestors.mjs';
import { allowedOrigins, mayBeFramed } from '../../../src/embed/framing-guard';

const origin = fc
  .tuple(
    fc.constantFrom('https', 'http'),
    fc.domain(),
    fc.option(fc.integer({ min: 1024, max: 65_535 }), { nil: null }),
  )
  .map(
    ([scheme, host, port]) => new URL(`${scheme}://${host}${port === null ? '' : `:${String(port)}`}`).origin,
  );
const parse = (config: unknown) => parseFrameAncestors(JSON.stringify(config), 'hearth.config.json');

describe('who may frame the app', () => {
  it('is read alike at build and at run time', () => {
    fc.assert(
      fc.property(fc.array(origin, { maxLength: 5 }), (frameAncestors) => {
        expect(parse({ frameAncestors })).toEqual(frameAncestors);
        expect(allowedOrigins({ frameAncestors })).toEqual(frameAncestors);
      }),
    );
  });

  it('takes no text that is not a plain origin, at build or at run time', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          origin.map((each) => `${each}/path`),
          origin.map((each) => each.toUpperCase()),
        ),
        (text) => {
          let taken: string[] = [];
          try {
            taken = parse({ frameAncestors: [text] });
          } catch (thrown) {
            expect(String(thrown)).toContain('hearth.config.json: frameAncestors[0]: ');
          }
          expect(allowedOrigins({ frameAncestors: [text] })).toEqual(taken);
          for (const each of taken) expect(new URL(each).origin).toBe(each);
        },
      ),
    );
  });

  it('names file and field of what is wrong', () => {
    for (const [config, message] of [
      ['{', /^hearth\.config\.json: not JSON/],
      ['[]', /^hearth\.config\.json: must be an object/],
      ['{}', /^hearth\.config\.json: frameAncestors: is missing/],
      ['{"frameAncestors":"https://a.example"}', /frameAncestors: must be a list/],
      ['{"frameAncestors":[],"ancestors":[]}', /: ancestors: is not a known field/],
      [
        '{"frameAncestors":["https://a.example","https://*.example"]}',
        /frameAncestors\[1\]: "https:\/\/\*\.example" has a wildcard/,
      ],
      ['{"frameAncestors":["*"]}', /frameAncestors\[0\]: "\*" has a wildcard/],
      ['{"frameAncestors":["https://a.example/"]}', /write "https:\/\/a\.example"/],
      ['{"frameAncestors":["ftp://a.example"]}', /must begin with https/],
      ['{"frameAncestors":[7]}', /frameAncestors\[0\]: 7 is not a text/],
    ] as const)
      expect(() => parseFrameAncestors(config, 'hearth.config.json')).toThrow(message);
  });

  it('is held against the header policy, which must allow neither more nor less', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-config-'));
    try {
      expect(frameAncestorsOf(folder)).toEqual([]);
      writeFileSync(join(folder, 'hearth.config.json'), '{"frameAncestors":["https://portal.example"]}');
      expect(frameAncestorsOf(folder)).toEqual(['https://portal.example']);
      writeFileSync(
        join(folder, 'hearth.config.json'),
        '{"frameAncestors":["https://portal.example; script-src *"]}',
      );
      expect(() => frameAncestorsOf(folder)).toThrow(/frameAncestors\[0\]/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('asks it of every ancestor', () => {
    const [app, portal, foreign] = [
      'https://app.example',
      'https://portal.example',
      'https://foreign.example',
    ];
    expect(mayBeFramed([portal], app, [portal])).toBe(true);
    expect(mayBeFramed([app, portal, app], app, [portal])).toBe(true);
    expect(mayBeFramed([portal, foreign], app, [portal])).toBe(false);
    expect(mayBeFramed([foreign], app, [portal])).toBe(false);
    expect(mayBeFramed(['null'], app, [portal])).toBe(false);
    expect(mayBeFramed([app], app, [])).toBe(true);
  });

  it('takes a configuration of another shape for an empty one', () => {
    for (const config of [
      null,
      1,
      'x',
      [],
      {},
      { frameAncestors: {} },
      JSON.parse('{"__proto__":{"frameAncestors":["https://a.example"]}}'),
    ])
      expect(allowedOrigins(config)).toEqual([]);
  });
});
