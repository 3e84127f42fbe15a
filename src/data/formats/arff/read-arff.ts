// An ARFF file as a table. Values are looked at like those of a CSV: what an attribute is declared as is not always what it holds.
import type { TableReading } from '../../rows/reading';
import type { NamedBlob } from '../bytes';
import { decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import { encodingOf, textLines, type TextLine } from '../text-lines';
import { readTypedTable, type TypedRows, type TypedTable } from '../typed-table';
import { readAttribute, type ArffAttribute } from './arff-header';
import { readRow } from './arff-row';

const format = 'ARFF';
const mostAttributes = 20_000;

/** @throws HearthError `file_damaged` with the line and what is wrong with it, `file_header_only`, `aborted`. */
export async function readArff(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const encoding = await encodingOf(file, options.signal);
  const reader = new ArffLines();
  let rows = 0;
  await decoding(file, format, async () => {
    for await (const lines of textLines(file, encoding, options.signal)) rows += reader.count(lines);
    if (reader.attributes.length === 0) throw new Error('no attribute is declared');
  });
  return readTypedTable(file, new ArffTable(file, encoding, reader.attributes, rows), options);
}

const isNothing = (text: string): boolean => /^\s*(?:%|$)/.test(text);

/** Tells the header from the rows. */
class ArffLines {
  readonly attributes: ArffAttribute[] = [];
  #inData = false;

  /** Takes in lines of the header; @returns how many of these lines are rows. @throws Error with the line. */
  count(lines: readonly TextLine[]): number {
    return this.rows(lines).length;
  }

  /** The rows among these lines. */
  rows(lines: readonly TextLine[]): TextLine[] {
    return lines.filter((line) => {
      if (isNothing(line.text)) return false;
      if (!this.#inData) this.#declare(line);
      else return true;
      return false;
    });
  }

  #declare({ number, text }: TextLine): void {
    const keyword = /^\s*@(\w+)\s*/.exec(text);
    const word = keyword?.[1]?.toLowerCase();
    if (word === 'data') this.#inData = true;
    else if (word === 'attribute') {
      this.attributes.push(atLine(number, () => readAttribute(text.slice(keyword?.[0].length))));
      if (this.attributes.length > mostAttributes) throw new Error(`more than ${mostAttributes} attributes`);
    } else if (word !== 'relation') throw new Error(`line ${number}: no declaration`);
  }
}

function atLine<T>(number: number, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw new Error(`line ${number}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

class ArffTable implements TypedTable {
  readonly names: string[];
  readonly rows: number;
  readonly #file: NamedBlob;
  readonly #encoding: string;
  readonly #attributes: readonly ArffAttribute[];

  constructor(file: NamedBlob, encoding: string, attributes: readonly ArffAttribute[], rows: number) {
    this.names = attributes.map(({ name }) => name);
    this.rows = rows;
    this.#file = file;
    this.#encoding = encoding;
    this.#attributes = attributes;
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TypedRows> {
    const blocks = textLines(this.#file, this.#encoding, signal);
    const reader = new ArffLines();
    for (;;) {
      const part = await decoding(this.#file, format, async () => {
        const next = await blocks.next();
        return next.done ? null : this.#part(reader.rows(next.value));
      });
      if (part === null) return;
      if (part.rows > 0) yield part;
    }
  }

  #part(lines: readonly TextLine[]): TypedRows {
    const rows = lines.map(({ number, text }) => atLine(number, () => readRow(text, this.#attributes)));
    return {
      rows: rows.length,
      columns: this.names.map((_, at) => ({ kind: 'text', values: rows.map((row) => row[at] ?? null) })),
    };
  }
}
