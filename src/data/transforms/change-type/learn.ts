// What there is to know of a column's cells before they are read as another type: the format of dates, the mark and unit of numbers, the levels.
import { dateFormats, type CellReading, type DateFormat } from '../../../contract/data/cell-reading';
import type { Column } from '../../../contract/data/dataset';
import type { StepParams, TypeTarget } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { isTruth, truthOf } from '../../../domain/columns/truth';
import { ColumnGuess } from '../../cells/column-guess';
import { isMissingToken } from '../../cells/missing';
import { readDate } from '../../cells/parse-date';
import { storedTypeOf } from './target-column';

type Learnt = NonNullable<StepParams<'change-type'>['learnt']>;

const mostLevels = 1000;
const triedCells = 1000;

/** Looks at every cell of a column once. */
export class TypeLearner {
  readonly #to: TypeTarget;
  readonly #name: string;
  readonly #guess: ColumnGuess | null;
  readonly #levels = new Set<string>();
  readonly #sample: string[] = [];
  #rows = 0;

  constructor({ name }: Pick<Column, 'name'>, to: TypeTarget) {
    this.#name = name;
    this.#to = to;
    const type = storedTypeOf(to);
    const decimal = 'decimal' in to && to.decimal ? { decimal: to.decimal } : {};
    this.#guess =
      type === 'number' || type === 'datetime' ? new ColumnGuess({ commaParts: false, ...decimal }) : null;
  }

  /** @throws HearthError `input_invalid` where a category would have too many levels. */
  add(cells: readonly (string | null)[]): void {
    this.#rows += cells.length;
    for (const cell of cells) {
      const text = cell?.trim() ?? '';
      if (this.#guess) {
        this.#guess.add(text);
        if (text !== '' && this.#sample.length < triedCells) this.#sample.push(text);
      } else if (!isMissingToken(text)) this.#levels.add(text);
    }
    if (storedTypeOf(this.#to) === 'category' && this.#levels.size > mostLevels)
      throw new HearthError(
        'input_invalid',
        { column: this.#name, field: 'levels' },
        { found: this.#levels.size, limit: mostLevels },
      );
  }

  finish(): Learnt {
    const type = storedTypeOf(this.#to);
    if (type === 'category') return { levels: this.#orderedLevels() };
    const reading = this.#reading(type);
    return reading ? { reading } : {};
  }

  #orderedLevels(): string[] {
    const levels = [...this.#levels].sort();
    if (this.#to.kind !== 'boolean') return levels;
    if (levels.length > 2 && !isTruth(levels))
      throw new HearthError(
        'input_invalid',
        { column: this.#name, field: 'levels' },
        { found: levels.length },
      );
    const truth = truthOf(levels);
    return levels.toSorted((a, b) => (truth[levels.indexOf(a)] ?? 0) - (truth[levels.indexOf(b)] ?? 0));
  }

  #reading(type: Column['type']): CellReading | undefined {
    if (!this.#guess || (type !== 'number' && type !== 'datetime')) return undefined;
    const { column } = this.#guess.finish(
      this.#name,
      this.#rows,
      new Set(this.#guess.hints(this.#rows)),
      type,
    );
    const { reading } = column;
    if (type !== 'datetime' || !reading || reading.dates) return reading;
    const counted = countedDates(this.#sample);
    return counted ? { ...reading, dates: counted } : reading;
  }
}

/** The way in which digits alone count days or moments, where most of them do. */
function countedDates(sample: readonly string[]): DateFormat | null {
  for (const format of dateFormats.filter((each) => /^(?:compact|epoch)/.test(each))) {
    const read = sample.filter((cell) => !Number.isNaN(readDate(cell, format))).length;
    if (read * 2 > sample.length) return format;
  }
  return null;
}
