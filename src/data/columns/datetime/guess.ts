// Finds out whether a column of text is one of dates, and in which format: all cells of a column together decide which number is the day.
import { dateFormats, type DateFormat } from '../../../contract/data/cell-reading';
import { Candidate } from '../../cells/candidate';
import { isZeroDate } from '../../cells/dates/zero-date';
import { Zones } from '../../cells/dates/zone-of';
import { FloatBuilder } from '../../cells/float-builder';
import { looksLikeDate, parseAnyDate, parseDate, readDate } from '../../cells/parse-date';
import type { GuessContext, GuessFacts, TextFit, TextGuess } from '../column-type';
import { likelierOrder, type OrderEvidence } from './day-order';

/** After so many cells without a date among them a column is taken to have none. */
const patience = 1000;
/** Cells that may be no date, each with a notice. */
const mostOdd = 0.1;
const keptZeros = 20;

/** Read from text cell by cell; the others are found among plain numbers. */
const tried = dateFormats.filter((format) => !/^(?:compact|epoch)/.test(format));
/** Formats whose dates are clear in a column of another one. */
const clear: readonly DateFormat[] = ['iso', 'named'];
const withDays: ReadonlySet<DateFormat> = new Set([
  'iso',
  'named',
  'day.month.year',
  'day/month/year',
  'month/day/year',
]);
const dayFirst = 'day-first';
const monthFirst = 'month-first';

/** A column of a date format that is read cell by cell. */
export function dateFit(format: DateFormat, edges: number[] | null, more: Partial<TextFit> = {}): TextFit {
  const parse = (cell: string): number => readDate(cell, format);
  return {
    ...{ categories: [], edges, reading: { dates: format } },
    build: (capacity) =>
      new FloatBuilder('datetime', {
        ...{ capacity, reason: 'not_a_date', parse, isMissing: isZeroDate },
        ...(format === 'iso' ? { plain: 'day' } : {}),
      }),
    ...more,
  };
}

/** Gathers the cells of a column that could be dates. */
export class DateGuess implements TextGuess {
  readonly #formats: ReadonlyMap<DateFormat, Candidate>;
  readonly #context: GuessContext;
  #tries = true;
  #decided = false;
  readonly #zones = new Zones();
  #zeros = 0;
  #zeroSpellings = new Set<string>();
  #first = '';

  constructor(context: GuessContext) {
    this.#context = context;
    this.#formats = new Map(tried.map((format) => [format, new Candidate(context.kept)]));
  }

  add(cell: string, values: number): boolean {
    if (!this.#tries) return false;
    if (looksLikeDate(cell)) this.#read(cell);
    this.#decide(values);
    return false;
  }

  addDay(value: number, values: number): void {
    if (!this.#tries) return;
    this.#of('iso').add(value);
    this.#decide(values);
  }

  addDays(values: Float64Array): number | null {
    return this.#decided ? this.#of('iso').addAll(values) : null;
  }

  get isDone(): boolean {
    return !this.#tries;
  }

  #decide(values: number): void {
    if (values + 1 !== patience) return;
    this.#decided = true;
    this.#tries =
      [...this.#formats.values()].some(({ count }) => count > patience / 2) || this.#zeros > patience / 4;
  }

  #read(cell: string): void {
    const iso = parseDate(cell, 'iso');
    if (iso === iso) {
      this.#zones.add(cell);
      return this.#of('iso').add(iso);
    }
    let isRead = false;
    for (const format of tried) {
      const value = format === 'iso' ? NaN : parseDate(cell, format);
      if (value !== value) continue;
      this.#of(format).add(value);
      isRead = true;
    }
    if (isRead) {
      this.#first ||= cell;
      this.#zones.add(cell);
    } else if (isZeroDate(cell)) {
      this.#zeros++;
      if (this.#zeroSpellings.size < keptZeros) this.#zeroSpellings.add(cell);
    }
  }

  /** Tells the order of day and month where this column leaves no doubt. */
  hint({ values }: Pick<GuessFacts, 'values'>): string | null {
    const best = this.#best(values);
    if (best.length !== 1) return null;
    return best[0] === 'month/day/year' ? monthFirst : best[0]?.startsWith('day') ? dayFirst : null;
  }

  fit({ values, hints }: GuessFacts): TextFit | null {
    const [format, other] = this.#best(values);
    if (!format) return null;
    const zeros = this.#zeros > 0 ? { missing: [...this.#zeroSpellings] } : {};
    const zone = this.#zones.zone === null ? {} : { zone: this.#zones.zone };
    if (!other)
      return dateFit(format, this.#edges(format), { ...zeros, reading: { dates: format, ...zone } });
    const { order, isGuessed } = likelierOrder(this.#evidence(hints));
    const guessed = isGuessed ? { orderIsGuessed: true as const } : {};
    return dateFit(order, this.#edges(order), { ...zeros, reading: { dates: order, ...guessed, ...zone } });
  }

  wanted(): TextFit {
    const [most] = [...this.#formats].sort(([, a], [, b]) => b.count - a.count);
    const read = most && most[1].count > 0 ? dateFit(most[0], null) : null;
    const build = (capacity: number): FloatBuilder =>
      new FloatBuilder('datetime', {
        capacity,
        reason: 'not_a_date',
        parse: parseAnyDate,
        isMissing: isZeroDate,
      });
    return read ?? { categories: [], edges: null, reading: {}, build };
  }

  /** The formats that read most cells, where those are enough: two where nothing tells day from month. */
  #best(values: number): DateFormat[] {
    const dated = values - this.#zeros;
    const counts = tried.map((format) => {
      const others = withDays.has(format) ? clear.filter((each) => each !== format) : [];
      const own = this.#of(format).count;
      return { format, own, read: own + others.reduce((sum, each) => sum + this.#of(each).count, 0) };
    });
    const fitting = counts.filter(({ own, read }) => own > 0 && read >= dated * (1 - mostOdd));
    const most = Math.max(0, ...fitting.map(({ read }) => read));
    const best = fitting.filter(({ read }) => read === most).sort((a, b) => b.own - a.own);
    const [first] = best;
    return first ? best.filter(({ own }) => own === first.own).map(({ format }) => format) : [];
  }

  #evidence(hints: ReadonlySet<string>): OrderEvidence {
    return {
      fileSays: hints.has(dayFirst) === hints.has(monthFirst) ? null : hints.has(dayFirst) ? 'day' : 'month',
      dayFirst: this.#of('day/month/year').sorted(),
      monthFirst: this.#of('month/day/year').sorted(),
      example: this.#first,
      commaParts: this.#context.commaParts,
    };
  }

  /** Of a histogram, where every cell is of the format; else the sample would leave the others out. */
  #edges(format: DateFormat): number[] | null {
    const others = clear.some((each) => each !== format && this.#of(each).count > 0);
    return others ? null : this.#of(format).edges();
  }

  #of(format: DateFormat): Candidate {
    const found = this.#formats.get(format);
    if (!found) throw new Error(`not a format of cells: ${format}`);
    return found;
  }
}
