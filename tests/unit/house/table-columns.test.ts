// A column of numbers stands at the right under a head that stands at the right: .num on both or on neither.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const parts = (text: string, pattern: RegExp) => [...text.matchAll(pattern)];
const isNumeric = (attributes: string) => /class="[^"]*\bnum\b/.test(attributes);

/** Columns of a table whose head and cells differ; rows of another length, such as a group's head, say nothing. */
function mismatches(table: string): string[] {
  const [head = '', body = ''] = table.split('<tbody>');
  const heads = parts(head, /<th\b([^>]*)>([^]*?)<\/th>/g);
  return parts(body, /<tr\b[^]*?<\/tr>/g).flatMap(([row]) => {
    const cells = parts(row, /<t[hd]\b((?:"[^"]*"|\{[^}]*\}|[^>"{])*)>[^]*?<\/t[hd]>/g);
    if (cells.length !== heads.length) return [];
    return cells.flatMap(([, attributes = ''], at) =>
      isNumeric(attributes) === isNumeric(heads[at]?.[1] ?? '') ? [] : [heads[at]?.[2]?.trim() ?? ''],
    );
  });
}

it('align their numbers with their heads', () => {
  const files = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => `src/ui/${name}`);
  const found = files.flatMap((file) =>
    parts(readFileSync(file, 'utf8'), /<table\b[^]*?<\/table>/g).flatMap(([table]) =>
      mismatches(table).map((head) => `${file}: ${head}`),
    ),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

it('would find a cell at the right under a head at the left', () => {
  const wrong = '<thead><tr><th>a</th></tr></thead><tbody><tr><td class="num">1</td></tr>';
  expect(mismatches(wrong)).toEqual(['a']);
});
