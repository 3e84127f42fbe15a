// The ready configurations say exactly what the header policy says, whatever they are written for.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deployFiles } from '../../../scripts/deploy-files.mjs';
import { contentSecurityPolicy, isolation, policyHash, securityHeaders } from '../../../scripts/policy.mjs';
import { workerUrlPolicy } from '../../../src/contract/transport/trusted-urls';

const portal = 'https://portal.example';
const wishes = [{}, { base: '/tools/hearth' }, { isolated: true }, { frameAncestors: [portal] }];

test('the files in docs/deploy are the ones that the policy makes', () => {
  const made: Record<string, string> = deployFiles();
  expect(readdirSync('docs/deploy').toSorted()).toEqual(Object.keys(made).toSorted());
  for (const [name, text] of Object.entries(made))
    expect(readFileSync(`docs/deploy/${name}`, 'utf8'), `${name}: npm run deploy-files`).toBe(text);
});

test.each(wishes)('each holds every header to the letter: %j', (wish) => {
  const { frameAncestors, isolated } = { frameAncestors: [], isolated: false, ...wish };
  for (const [name, text] of Object.entries<string>(deployFiles(wish))) {
    const live = text
      .replaceAll(/<!--[^]*?-->/g, '')
      .split('\n')
      .filter((line) => !/^\s*#/.test(line));
    for (const [header, value] of Object.entries(securityHeaders(frameAncestors))) {
      const lines = live.filter((line) => line.includes(header) && line.includes(value));
      expect(lines.length, `${name}: ${header}`).toBeGreaterThan(0);
    }
    // No second policy, older or looser, hides in a file.
    for (const line of live.filter((each) => each.includes('default-src')))
      expect(line, name).toContain(contentSecurityPolicy(frameAncestors));
    for (const header of Object.keys(isolation))
      expect(
        live.some((line) => line.includes(header)),
        `${name}: ${header}`,
      ).toBe(isolated);
  }
});

/** The tags of an XML text that are open at its end, or were closed out of turn. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  for (const [, closing, name, rest] of xml.matchAll(/<(\/?)([\w.]+)((?:"[^"]*"|[^">])*)>/g)) {
    if (closing === '/' && open.pop() !== name) return [`</${String(name)}>`];
    if (closing === '' && !rest?.endsWith('/')) open.push(name ?? '');
  }
  return open;
}

test.each(wishes)('web.config is whole, and its headers are the policy: %j', (wish) => {
  const { frameAncestors, isolated } = { frameAncestors: [], isolated: false, ...wish };
  const [declaration, ...lines] = deployFiles(wish)['web.config'].split('\n');
  expect(declaration).toBe('<?xml version="1.0" encoding="utf-8"?>');
  const comments = /<!--([^]*?)-->/g;
  const text = lines.join('\n');
  for (const [, comment] of text.matchAll(comments)) expect(comment).not.toContain('--');
  const xml = text.replaceAll(comments, '');
  expect(unbalanced(xml)).toEqual([]);
  expect(xml.replaceAll(/<\/?[\w.]+(?:\s[\w-]+="[^"<&]*")*\s*\/?>/g, '').trim()).toBe('');
  const added = [...xml.matchAll(/<add name="([^"]+)" value="([^"]+)" \/>/g)].map((found) => found.slice(1));
  expect(Object.fromEntries(added)).toEqual(securityHeaders(frameAncestors, { isolated }));
});

test('the policy lets nothing in that is not written in the app, and names the policy of its workers', () => {
  const policy = contentSecurityPolicy([portal]);
  const directives = new Map(
    policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
  expect(directives.get('trusted-types')).toContain(workerUrlPolicy);
  expect(directives.get('frame-ancestors')).toEqual(["'self'", portal]);
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:(?!\/\/portal\.example)/);
});

test('another policy has another name', () => {
  const hashes = [
    policyHash(),
    policyHash(securityHeaders([portal])),
    policyHash(securityHeaders([], { isolated: true })),
  ];
  expect(new Set(hashes).size).toBe(3);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{8}$/);
});
