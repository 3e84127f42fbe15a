// An Arrow file or stream as a typed table, a record batch at a time. flechette decodes.
import {
  CompressionType,
  setCompressionCodec,
  tableFromIPC,
  Type,
  type Column,
  type DataType,
} from '@uwdata/flechette';
import { decompress as unpackZstd } from 'fzstd';
import type { TableReading } from '../../rows/reading';
import type { NamedBlob } from '../bytes';
import { damagedFile, decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import { readTypedTable, type TypedRows, type TypedTable, type PlainValues } from '../typed-table';
import { numberOf, textOf } from '../typed-values';
import { parseTypes, typesKey } from '../written-types';
import { unpackLz4Frame } from './lz4-frame';
import { messagesOf, type Message } from './messages';

const name = 'Arrow';
/** Bytes that one buffer of a column may unpack to. */
const mostUnpacked = 1024 ** 3;

function bounded(size: number): number {
  if (!(size >= 0 && size <= mostUnpacked)) throw new Error(`${size} bytes in one buffer`);
  return size;
}

const noEncoder = (): never => {
  throw new Error('nothing is compressed here');
};
setCompressionCodec(CompressionType.LZ4_FRAME, {
  encode: noEncoder,
  decode: (bytes, length) => unpackLz4Frame(bytes, bounded(length)),
});
setCompressionCodec(CompressionType.ZSTD, {
  encode: noEncoder,
  decode: (bytes, length) => unpackZstd(bytes, new Uint8Array(bounded(length))),
});

/** @throws HearthError `file_damaged` with what is wrong with it, `file_header_only`, `aborted`. */
export async function readArrow(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  let rows = 0;
  let schema: Message | null = null;
  await decoding(file, name, async () => {
    for await (const message of messagesOf(file, options.signal)) {
      if (message.kind === 'schema') schema ??= message;
      if (message.kind === 'rows') rows += message.length;
    }
  });
  if (!schema) throw damagedFile(file, name, 'no schema');
  const described = schema as Message;
  const { fields, metadata } = await decoding(
    file,
    name,
    async () => tableFromIPC(await described.bytes()).schema,
  );
  const types = parseTypes(metadata?.get(typesKey));
  const names = fields.map((field) => field.name);
  return readTypedTable(file, new ArrowTable(file, { names, rows, types }), options);
}

class ArrowTable implements TypedTable {
  readonly names: string[];
  readonly rows: number;
  readonly types: NonNullable<TypedTable['types']>;
  readonly #file: NamedBlob;

  constructor(file: NamedBlob, { names, rows, types }: Required<Omit<TypedTable, 'parts'>>) {
    this.#file = file;
    this.names = names;
    this.rows = rows;
    this.types = types;
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TypedRows> {
    // What every batch needs to be read: the schema, and the dictionaries so far.
    const before: Uint8Array<ArrayBuffer>[] = [];
    const messages = messagesOf(this.#file, signal);
    for (;;) {
      const next = await decoding(this.#file, name, () => messages.next());
      if (next.done) return;
      const bytes = await next.value.bytes();
      if (next.value.kind !== 'rows') before.push(bytes);
      else if (next.value.length > 0)
        yield await decoding(this.#file, name, () => Promise.resolve(this.#rows([...before, bytes])));
    }
  }

  #rows(messages: Uint8Array<ArrayBuffer>[]): TypedRows {
    const table = tableFromIPC(joined(messages), { useBigInt: true, useDate: false });
    const columns = this.names.map((_, index) => valuesOf(table.getChildAt(index), table.numRows));
    return { rows: table.numRows, columns };
  }
}

function joined(parts: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function valuesOf(column: Column<unknown>, rows: number): PlainValues {
  const kind = kindOf(column.type);
  if (kind === 'text') return { kind, values: Array.from(column, textOf) };
  const values = new Float64Array(rows);
  let row = 0;
  for (const value of column) values[row++] = numberOf(value);
  return { kind, values };
}

function kindOf(type: DataType): PlainValues['kind'] {
  switch (type.typeId) {
    case Type.Dictionary:
      return kindOf(type.dictionary);
    case Type.Date:
    case Type.Timestamp:
      return 'date';
    case Type.Float:
    case Type.Decimal:
      return 'number';
    case Type.Int:
      // Whole numbers of 64 bits may be larger than a number holds exactly: as texts they become numbers where all fit.
      return type.bitWidth === 64 ? 'text' : 'number';
    default:
      return 'text';
  }
}
