// What the app takes a file for, as plain JSON for scripts: how it is written, each column's type, part and treatment, what was found.
// Nothing is trained or guessed here: it is all in the project's records.
import { columnTypes, logicalTypeOf } from '../../contract/data/column-types';
import type {
  CellNotice,
  Column,
  ColumnProfile,
  ColumnRole,
  DatasetVersion,
} from '../../contract/data/dataset';
import { ownValue } from '../../contract/data/own-value';
import type { BrokenReason } from '../../contract/data/opening/collected-files';
import type { UnreadReason } from '../../contract/release/scoring';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import type { DataPlan } from '../../contract/project/project';
import { fittedKindOf, specOfColumn } from '../../domain/treatments/fitted-kind';
import { isTruth } from '../../domain/columns/truth';
import { mostTerms } from '../../domain/treatments/text-limits';
import { describeFindings, type DataFinding, type Quality } from './describe-findings';

/** What a script may call a column's type. */
export type DescribedType =
  'number' | 'integer' | 'boolean' | 'category' | 'date' | 'text' | 'identifier' | 'image' | 'audio';

/** For which models treatments are: what a family of trees does by itself needs none. */
export const treatedFor =
  'linear models and neural networks; trees take numbers and dates as they are and categories as levels';

/** One column, and what a linear model or a network makes of it. */
export interface DescribedColumn {
  name: string;
  type: DescribedType;
  role: ColumnRole;
  missing: number;
  /** At most 100,000; beyond, `estimated` says how many, and the standard error as a share of it. */
  distinct: number;
  estimated: { distinct: number; error: number } | null;
  treatment: string;
  reason: string;
}

/** A row, or a file that would have been one, of which not all is in the data. `row` counts the rows of the file, or its files, from 1. */
export interface SkippedRow {
  row: number;
  reason: UnreadReason | BrokenReason;
  /** Cells that it has in the file; null where that is not why. */
  cells: number | null;
  /** How the row begins; of a cell its value. */
  text: string;
  /** The column of the cell. */
  column?: string;
  /** The file that could not be read, or the one that was added. */
  file?: string;
}

/** A file as the app understood it. */
export interface DataDescription {
  file: string;
  format: string | null;
  /** Of a workbook: which sheet was read. */
  sheet: string | null;
  /** Of a ZIP: which table in it was read. */
  entry: string | null;
  encoding: string | null;
  delimiter: string | null;
  /** From 0 to 1: how sure the encoding is; null where nothing had to be found out. */
  certainty: number | null;
  /** What encloses cells; null where nothing does. */
  quote: string | null;
  /** Whether a line of the file names the columns, and how many do; null where the format has no lines. */
  header: boolean | null;
  headerLines: number | null;
  /** Lines above the names that are none of the table. */
  titles: string[];
  rows: number;
  /**
   * Rows that are not as the header says, the first of them: `short` ones are kept, with missing cells, and all others left out; rows left out for a
   * cell; and files of a folder or ZIP that could not be read.
   */
  skipped: SkippedRow[];
  skippedCount: number;
  columns: DescribedColumn[];
  /** For which models their treatments are. */
  treatedFor: typeof treatedFor;
  findings: DataFinding[];
  /** Cells that were taken as missing: the first of them. */
  notices: CellNotice[];
  noticeCount: number;
  target: string | null;
  task: string | null;
}

/** Describes the data of a project; `quality` is of its partition, where it could be divided. */
export function describeData(
  dataset: DatasetVersion,
  plan: Pick<DataPlan, 'target' | 'task' | 'roles' | 'preprocessing'>,
  quality: Quality,
): DataDescription {
  const { source, lineage, lines, notices, noticeCount } = dataset;
  const [origin] = lineage.steps;
  return {
    file: source.name,
    format: origin?.step === 'import' ? origin.params.format : null,
    sheet: source.sheet ?? null,
    entry: source.entry ?? null,
    encoding: source.encoding,
    delimiter: source.delimiter,
    certainty: source.certainty ?? null,
    quote: lines?.quote ?? null,
    header: lines === undefined ? null : lines.header > 0,
    headerLines: lines?.header ?? null,
    titles: lines?.titleTexts ?? [],
    rows: dataset.rows,
    ...skippedOf(dataset),
    columns: dataset.columns.flatMap((column) => {
      const profile = dataset.profiles.find(({ name }) => name === column.name);
      return profile ? [describeColumn({ column, profile, rows: dataset.rows }, plan)] : [];
    }),
    treatedFor,
    findings: describeFindings(dataset, plan, quality),
    notices,
    noticeCount,
    target: plan.target,
    task: plan.task,
  };
}

function skippedOf({
  lines,
  dropped,
  collected,
}: DatasetVersion): Pick<DataDescription, 'skipped' | 'skippedCount'> {
  const cells = (dropped?.rows ?? []).map(({ value, ...row }): SkippedRow => {
    return { ...row, reason: 'cell', cells: null, text: value };
  });
  const broken = (collected?.broken ?? []).map((file): SkippedRow => ({ ...file, cells: null, text: '' }));
  const counts = (lines?.counts ?? []).map(({ count }) => count);
  return {
    skipped: [...(lines?.rows ?? []), ...cells, ...broken],
    skippedCount: [...counts, dropped?.count ?? 0, collected?.brokenCount ?? 0].reduce((a, b) => a + b, 0),
  };
}

interface Known {
  column: Column;
  profile: ColumnProfile;
  rows: number;
}

function describeColumn(
  known: Known,
  { target, roles, preprocessing }: Pick<DataPlan, 'target' | 'roles' | 'preprocessing'>,
): DescribedColumn {
  const { name } = known.column;
  const role = name === target ? 'target' : (ownValue(roles, name) ?? 'feature');
  const { missing, distinct, estimated = null } = known.profile;
  const taken = treatmentOf(known, role, specOfColumn(preprocessing, known.column));
  return { name, type: typeOf(known, role), role, missing, distinct, estimated, ...taken };
}

function typeOf({ column, profile }: Known, role: ColumnRole): DescribedType {
  if (role === 'identifier') return 'identifier';
  const logical = logicalTypeOf(column);
  switch (logical) {
    case 'ordered':
      return 'category';
    case 'datetime':
      return 'date';
    case 'number':
      // A version from before it was kept.
      return column.logical === undefined && profile.number?.whole === true ? 'integer' : logical;
    case 'category':
      return column.logical === undefined && isTruth(column.categories) ? 'boolean' : logical;
    default:
      return logical;
  }
}

const scalings: Record<PreprocessingSpec['number']['scale'], string> = {
  standard: 'standardised',
  'min-max': 'scaled to 0–1',
  robust: 'scaled by median and interquartile range',
  quantile: 'quantiles',
  log1p: 'logarithm of 1 + x, standardised',
  none: 'as it is',
};

const encodings: Record<PreprocessingSpec['category']['encode'], string> = {
  'one-hot': 'one-hot',
  ordinal: 'ordinal',
  frequency: 'frequency',
  target: 'mean of the target',
  hashing: 'hashed',
};

/** How the preprocessing encodes a column for linear models and networks, and why. */
function treatmentOf(
  { column, profile, rows }: Known,
  role: ColumnRole,
  preprocessing: PreprocessingSpec,
): { treatment: string; reason: string } {
  const { display } = columnTypes[column.type];
  const leftOut = (reason: string) => ({ treatment: 'left out', reason });
  if (role === 'target') return { treatment: 'predicted', reason: 'it is the target' };
  if (role === 'identifier') return leftOut('it names rows and says nothing about them');
  if (role === 'protected') return leftOut('it is protected: results are only listed by its values');
  if (display === 'audio') return leftOut('no model learns from recordings yet');
  if (profile.missing === rows) return leftOut('it has no values');
  if (profile.distinct === 1 && role === 'ignored') return leftOut('it has one value in every row');
  const kind = fittedKindOf(column, preprocessing);
  if (kind === null) return leftOut('free text is not learnt from');
  if (role === 'ignored' && display === 'text')
    return leftOut('it is ignored: its texts are names or codes rather than words');
  if (role === 'ignored')
    return leftOut(`it is ignored: ${String(profile.distinct)} values that hardly repeat`);
  switch (display) {
    case 'number':
      return treatedNumber(profile, 'it is a quantity', preprocessing);
    case 'date':
      return treatedDate(profile, preprocessing);
    case 'choice': {
      if (kind === 'boolean') return { treatment: '0 or 1', reason: 'it is true or false' };
      if (column.logical === 'ordered' && preprocessing.category.encode === 'ordinal')
        return { treatment: 'ordinal', reason: `its levels have an order: ${column.categories.join(' < ')}` };
      const { maxCategories } = preprocessing.category;
      const cut = profile.distinct > maxCategories ? `, the ${String(maxCategories)} most frequent` : '';
      return {
        treatment: encodings[preprocessing.category.encode],
        reason: `it has ${String(profile.distinct)} categories${cut}`,
      };
    }
    case 'image':
      return {
        treatment: preprocessing.image.scale === 'unit' ? 'pixels divided by 255' : 'pixels as they are',
        reason: 'it is an image',
      };
    case 'text': {
      const most = String(mostTerms(profile.distinct, preprocessing.text?.maxTerms ?? 0));
      return { treatment: 'tf-idf', reason: `it is free text: at most ${most} of its words are learnt` };
    }
  }
}

type Treated = ReturnType<typeof treatmentOf>;

function treatedNumber({ missing }: ColumnProfile, quantity: string, { number }: PreprocessingSpec): Treated {
  const filled = missing > 0 ? `; missing cells take the ${number.impute.replace('-', ' ')}` : '';
  return { treatment: scalings[number.scale], reason: `${quantity}${filled}` };
}

function treatedDate(profile: ColumnProfile, preprocessing: PreprocessingSpec): Treated {
  if (preprocessing.date?.encode !== 'parts')
    return treatedNumber(profile, 'a date is days since 1970', preprocessing);
  const parts = 'a date is year, month, weekday, hour, days since 1970 and cycles, those that vary';
  const filled = profile.missing > 0 ? '; missing cells take the mean of each' : '';
  return { treatment: 'date parts', reason: `${parts}${filled}` };
}
