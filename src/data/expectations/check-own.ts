// Checks what a person expects in one pass over the columns concerned. Memory does not grow with the rows but for rules of uniqueness.
import type { Column } from '../../contract/data/dataset';
import {
  ruleFits,
  type OwnChecks,
  type OwnExpectation,
  type OwnResult,
} from '../../contract/data/quality/own-expectation';
import { PatternError } from '../../domain/patterns/parse-pattern';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { ColumnValues } from '../columns/values';
import { failsOf } from './registry';
import type { GroupFails } from './rule';

interface Asked {
  column: string;
  fails: GroupFails;
  result: { id: string; failed: number };
}

/** Counts failures batch by batch. */
export class OwnChecker {
  readonly #asked: Asked[];
  readonly #unfit: OwnResult[];
  #rows = 0;
  #failedRows = 0;

  constructor(columns: readonly Column[], expectations: readonly OwnExpectation[]) {
    const asked = expectations.map(({ id, column: name, rule }): Asked | OwnResult => {
      const column = columns.find((each) => each.name === name);
      if (!column || !ruleFits(rule.kind, column)) return { id, failed: null };
      try {
        return { column: name, fails: failsOf(rule, column), result: { id, failed: 0 } };
      } catch (thrown) {
        if (thrown instanceof PatternError) return { id, failed: null };
        throw thrown;
      }
    });
    this.#asked = asked.filter((each): each is Asked => 'fails' in each);
    this.#unfit = asked.filter((each): each is OwnResult => !('fails' in each));
  }

  /** The columns that are read. */
  get columns(): ReadonlySet<string> {
    return new Set(this.#asked.map(({ column }) => column));
  }

  /** `isRow`: leaves out lines that are no rows; all are where it is absent. */
  add(values: ReadonlyMap<string, ColumnValues>, rows: number, isRow?: (row: number) => boolean): void {
    const failed = new Uint8Array(rows);
    for (const { column, fails, result } of this.#asked) {
      const rowFails = fails(valuesOf(values, column));
      for (let row = 0; row < rows; row++) {
        if ((isRow && !isRow(row)) || !rowFails(row)) continue;
        result.failed++;
        failed[row] = 1;
      }
    }
    this.#rows += rows;
    for (const each of failed) this.#failedRows += each;
  }

  finish(): OwnChecks {
    return {
      rows: this.#rows,
      results: [...this.#asked.map(({ result }) => result), ...this.#unfit],
      failedRows: this.#failedRows,
    };
  }
}

/** Checks a whole table. */
export async function checkOwn(
  source: GroupSource,
  columns: readonly Column[],
  expectations: readonly OwnExpectation[],
  signal: AbortSignal,
): Promise<OwnChecks> {
  const checker = new OwnChecker(columns, expectations);
  const wanted = checker.columns;
  for (const [index, { rows }] of source.groups.entries()) {
    await letMessagesIn();
    checkAbort(signal);
    checker.add(wanted.size > 0 ? await source.read(index, wanted) : new Map(), rows);
  }
  return checker.finish();
}
