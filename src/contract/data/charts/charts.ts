// The charts of a dataset, one entry a kind: what is asked of the data worker and what it answers. Every answer is small, whatever the table.
// Each kind has a folder of its id under data/charts, one under ui/steps/data/charts/kinds, and words (`chart_kind_<id>`).

/** What colours mean: the most frequent levels and all others together, or a range of numbers. */
export type ColourScale =
  { kind: 'levels'; levels: string[]; hasOthers: boolean } | { kind: 'numbers'; low: number; high: number };

/** The lowest and the highest value of an axis. */
export type AxisRange = [low: number, high: number];

/** Marks in a plane. Colours are places in the scale's levels (one beyond them for others) or numbers; NaN where missing. */
export interface PlaneMarks {
  x: AxisRange;
  y: AxisRange;
  scale: ColourScale | null;
  /** Rows that are drawn: both values are there. */
  rows: number;
  marks:
    | { kind: 'points'; x: Float64Array; y: Float64Array; colours: Float32Array | null }
    /** Rows are counted in cells, line by line from the lowest x and y on; a colour is the most frequent level or the mean. */
    | { kind: 'cells'; across: number; down: number; counts: Uint32Array; colours: Float32Array | null };
}

export interface PairsAnswer {
  columns: string[];
  /** Evenly spaced rows, by column; NaN where missing. */
  values: Float64Array[];
  /** Pearson's r of each with each, on these rows, line by line; null where it is not defined. */
  correlations: (number | null)[];
  colours: Float32Array | null;
  scale: ColourScale | null;
  rows: number;
  /** Whether these are all rows. */
  whole: boolean;
}

/** Tukey's box: whiskers end at the outermost values within one and a half interquartile ranges of the quartiles. */
export interface Box {
  /** null: rows of other levels. */
  level: string | null;
  rows: number;
  low: number;
  q25: number;
  median: number;
  q75: number;
  high: number;
  mean: number;
  outliers: number;
  min: number;
  max: number;
}

export interface BarsAnswer {
  scale: Extract<ColourScale, { kind: 'levels' }> | null;
  /** The most frequent first; `parts` by level of the scale, others last. */
  bars: { level: string; rows: number; parts: number[] }[];
  /** Levels and rows that have no bar, and rows without a level. */
  otherLevels: number;
  otherRows: number;
  missing: number;
}

export const timeUnits = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type TimeUnit = (typeof timeUnits)[number];

export interface TimeAnswer {
  unit: TimeUnit;
  /** Where each unit begins, without gaps, ms; one more for the end of the last. */
  starts: Float64Array;
  counts: Uint32Array;
  /** Of the number asked for; NaN where a unit has none. */
  means: Float64Array | null;
  /** Rows without a date. */
  missing: number;
}

export interface MissingAnswer {
  /** Those with missing cells, the most first. */
  columns: { name: string; missing: number }[];
  /** How many more have missing cells. */
  otherColumns: number;
  /** Rows of the table are cut into so many parts of equal length. */
  bands: number;
  /** Share of missing cells, column by column; NaN where no row of the part is looked at. */
  shares: Float32Array;
  rows: number;
  /** Rows with no missing cell in any of these columns. */
  complete: number;
}

export interface MapAnswer extends PlaneMarks {
  /** Of the variance of all encoded columns, that along each axis. */
  shares: [number, number];
  /** Every how manieth row it was fitted on. */
  step: number;
  /** What weighs most along the axes: a number, or a level of a column. */
  weights: { column: string; level: string | null; weights: [number, number] }[];
  /** Columns that count; others are text or too many. */
  columns: string[];
}

/** What a kind of chart asks, and what it answers. */
export interface Charts {
  scatter: { question: { x: string; y: string; colour: string | null }; answer: PlaneMarks };
  pairs: { question: { columns: readonly string[]; colour: string | null }; answer: PairsAnswer };
  boxes: { question: { value: string; by: string }; answer: { boxes: Box[]; missing: number } };
  bars: { question: { by: string; colour: string | null }; answer: BarsAnswer };
  time: {
    question: { date: string; value: string | null; unit: TimeUnit | null };
    answer: TimeAnswer;
  };
  missing: { question: object; answer: MissingAnswer };
  /** null where fewer than two columns can be compared. */
  map: { question: { columns: readonly string[]; colour: string | null }; answer: MapAnswer | null };
}
export type ChartId = keyof Charts;

export type QuestionOf<K extends ChartId> = Charts[K]['question'];
export type AnswerOf<K extends ChartId> = Charts[K]['answer'];

/** A chart of one kind that is asked for. */
export type ChartQuestion = { [K in ChartId]: { kind: K } & QuestionOf<K> }[ChartId];
