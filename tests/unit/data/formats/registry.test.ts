// Every format has its folder and its line, and a file is known by its content first, its name second.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  acceptOf,
  fileHandlers,
  formats,
  kindOfName,
  tableFormats,
} from '../../../../src/contract/data/formats';
import type { Certainty, Format } from '../../../../src/data/formats/format';
import { formatOf, pickFormat, readableFormats } from '../../../../src/data/formats/registry';
import { faultText } from '../../../../src/i18n/fault-text';
import { faultOf, fileOf } from '../read';

describe('the registry of formats', () => {
  it('has a folder for every table format of the contract, and no other', () => {
    const folders = readdirSync('src/data/formats', { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual([...tableFormats].sort());
    expect(readableFormats.map(({ id }) => id).sort()).toEqual([...tableFormats].sort());
  });

  it('gives no extension and no media type to two formats', () => {
    const types = formats.flatMap((format) =>
      format.types.flatMap(({ media, extensions }) => [media, ...extensions]),
    );
    const named = types.filter((type) => type !== null);
    expect(new Set(named).size).toBe(named.length);
    for (const ending of named.filter((type) => !type.includes('/'))) expect(ending).toMatch(/^\.[a-z0-9]+$/);
  });

  it('derives what inputs accept and what the system opens', () => {
    expect(acceptOf('table').split(',')).toEqual([
      ...[
        '.csv',
        '.tsv',
        '.tab',
        '.txt',
        '.json',
        '.ndjson',
        '.jsonl',
        '.xlsx',
        '.xlsm',
        '.parquet',
        '.arrow',
        '.arrows',
        '.feather',
        '.ipc',
        '.arff',
        '.libsvm',
        '.svmlight',
        '.svm',
        '.zip',
        ...['.png', '.jpg', '.jpeg', '.jfif', '.webp', '.gif', '.bmp'],
        ...['.md', '.markdown', '.rst', '.text'],
        ...['.wav', '.wave', '.flac', '.mp3'],
      ],
      ...['text/csv', 'text/tab-separated-values'],
      ...['application/json', 'application/x-ndjson'],
      ...[
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.ms-excel.sheet.macroenabled.12',
      ],
      ...['application/vnd.apache.parquet', 'application/vnd.apache.arrow.file'],
    ]);
    expect(acceptOf('project')).toBe('.hearth');
    expect(acceptOf('table', 'project')).toContain('.hearth');
    // A browser refuses a handler that accepts nothing.
    for (const { accept } of fileHandlers()) expect(Object.keys(accept)).not.toEqual([]);
    expect(fileHandlers().flatMap(({ accept }) => Object.values(accept).flat())).toContain('.parquet');
    expect(kindOfName(' a.csv.HEARTH ')).toBe('project');
  });
});

describe('texts that are no tables', () => {
  it.each([
    ['html', '<!DOCTYPE html>\n<html><body>a, b</body></html>\n'],
    ['html', '\ufeff  <table><tr><td>1</td></tr></table>'],
    ['xml', '<?xml version="1.0"?>\n<a><b>1</b></a>\n'],
    ['rtf', '{\\rtf1\\ansi hello\\par\n}\n'],
    ['git-lfs', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'],
    ['email', 'From: a@example.org\nTo: b@example.org\nSubject: data\n\nhello, you\n'],
  ])('%s is told by how it begins, whatever its name', async (kind, text) => {
    const fault = await faultOf(formatOf(fileOf(text, 'data.csv')));
    expect(fault).toMatchObject({ code: 'file_kind_unknown', place: { file: 'data.csv' }, params: { kind } });
    expect(faultText(fault).what).not.toBe('This file type isn’t supported.');
  });

  it.each(['[a],b\n1,2\n', '<18,18-25\n1,2\n', 'from,to\n1,2\n', '1 2\n3 4\n', 'version,oid\n1,2\n'])(
    '%j is a table',
    async (text) => {
      expect((await formatOf(fileOf(text, 'data.csv'))).id).toBe('delimited');
    },
  );
});

describe('which format a file is of', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const fake = (id: string, certainty: Certainty): Format =>
    ({ ...readableFormats[0], id, sniff: () => certainty }) as Format;

  it('is what is surest of its content, whatever its name', () => {
    const head = { bytes: bytes('PAR1'), name: 'a.csv', size: 4 };
    expect(pickFormat(head, [fake('delimited', 'possible'), fake('parquet', 'certain')])?.id).toBe('parquet');
    expect(pickFormat(head, [fake('other', 'likely'), fake('delimited', 'likely')])?.id).toBe('delimited');
    expect(pickFormat(head, [fake('delimited', 'no')])).toBeNull();
  });

  it('is delimited text for any text without a name that says otherwise', async () => {
    for (const name of ['a.csv', 'a.TSV', 'a', 'a.dat', 'a.txt'])
      expect((await formatOf(fileOf('a,b\n1,2\n', name))).id).toBe('delimited');
    expect((await formatOf(fileOf(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x0a, 0), 'a.csv'))).id).toBe(
      'delimited',
    );
  });

  it('is refused with the formats that can be opened', async () => {
    const fault = await faultOf(formatOf(fileOf('a: 1', 'a.json')));
    expect(fault).toMatchObject({
      code: 'file_kind_unknown',
      place: { file: 'a.json' },
      params: { kind: 'json' },
    });
    expect(faultText(fault).remedy).toBe(
      'Convert it to CSV, TSV, JSON, NDJSON, Excel, Parquet, Arrow or Feather, then open that file.',
    );
    const unknown = await faultOf(formatOf(fileOf('a: 1', 'a.yaml')));
    expect(faultText(unknown).remedy).toBe(
      'Open a CSV, TSV, JSON, NDJSON, Excel, Parquet, Arrow or Feather table, or a Hearth project (.hearth).',
    );
    const binary = await faultOf(formatOf(fileOf(Uint8Array.of(0x1f, 0x8b, 8), 'a.csv')));
    expect(faultText(binary).remedy).toBe(
      'Export it as CSV, TSV, JSON, NDJSON, Excel, Parquet, Arrow or Feather from the program that created it, then open that file.',
    );
  });
});
