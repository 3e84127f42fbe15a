// What a file format gives to the app: how it is recognised and how it is read. One folder a format, its `format.ts` exporting
// `format`; the folder's name is the format's id in contract/data/formats.ts.
import type { TableFormatId } from '../../contract/data/formats';
import type { FileOptions } from '../../contract/data/opening/file-options';
import type { SheetOptions } from '../../contract/data/opening/sheet-options';
import type { OpenChoices, TableType } from '../../contract/data/opening/open-choices';
import type { TextOptions } from '../../contract/data/opening/text-options';
import type { MakeInspector } from '../profile/inspect';
import type { ReadOptions, TableReading } from '../rows/reading';
import type { TextReadOptions, TextTable } from '../rows/text-table';
import type { InnerTable } from '../collections/table-among';
import type { NamedBlob } from './bytes';

/** The beginning of a file and its name: all that recognising it may look at. */
export interface FileHead {
  /** At most the first 64 KiB. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Empty where the file has none. */
  name: string;
  /** Bytes of the whole file. */
  size: number;
}

/** How sure a format is that a file is of it, the surest first: its signature; its structure; it could be; it is not. */
export const certainties = ['certain', 'likely', 'possible', 'no'] as const;
export type Certainty = (typeof certainties)[number];

/** How a format may be read. */
export interface FileReadOptions extends ReadOptions {
  /** Most rows of a group; without it groups are of about 4 MiB. */
  groupRows?: number;
  /** Bytes of a text that are read at once, where not as many as is quickest. */
  pieceBytes?: number;
  /** Rows after which reading ends, for a look at a file: types are guessed from these alone. */
  sampleRows?: number;
  /** Whether a long text may be read once, its columns known from samples: `groups` may then throw `ReadAgain`. */
  onePass?: boolean;
  /** What looks at the rows in place of the reading itself. */
  inspect?: MakeInspector;
  /** What a person chose rather than what is found of a text; other formats leave it aside. */
  text?: TextOptions;
  /** The same of files that each become a row. */
  files?: FileOptions;
  /** The same of a workbook. */
  sheet?: SheetOptions;
  /** `drop`: rows with a cell that does not fit its column are left out, rather than that the cell is missing. */
  cells?: OpenChoices['cells'];
  /** Called for each of them, in order; `row` counts the rows that are read from 0, those that are left out among them. */
  onDropped?: (row: number) => void;
  /** Which of the tables of an archive. */
  entry?: string;
  /** What columns are, by name, where they can be. */
  types?: Readonly<Record<string, TableType>>;
}

/**
 * A format. This entry stays light: it is loaded to recognise files of any format, so the reader and its libraries are
 * fetched by `read`.
 */
export interface Format {
  id: TableFormatId;
  /** Looks at the content first; the name decides only between formats that are as sure as each other. */
  sniff(head: FileHead): Certainty;
  /**
   * Of an archive: the table in it, which is read instead; null where its files become a row each. `wanted`: the one that a person chose.
   * @throws HearthError `archive_*`, `entry_unknown`, `file_damaged`.
   */
  inner?(
    file: NamedBlob,
    options: { wanted: string | undefined; signal: AbortSignal },
  ): Promise<InnerTable | null>;
  /**
   * Finds out the columns, then streams the rows: memory stays flat whatever the file's size, `options.signal` ends it at
   * any time, and a cell that does not fit its column becomes missing with a notice.
   * @throws HearthError `file_*`, `row_*`, `quote_unclosed`, `aborted`, with the file and where it can the row.
   */
  read(file: NamedBlob, options: FileReadOptions): Promise<TableReading>;
  /**
   * Opens a file for its cells as they are written, whatever they mean: rows that are scored. `expected`: names that its header is likely to
   * have. Formats whose cells are no text leave it out; what they read is then written as text (written.ts).
   */
  readText?(file: NamedBlob, options: TextReadOptions, expected: readonly string[]): Promise<TextTable>;
}
