// An expectation while it is written: of which column, by which rule, and what is still to be answered.
import type { Column, ColumnProfile } from '../../../../contract/data/dataset';
import {
  ownRuleKinds,
  ruleFits,
  type OwnRule,
  type OwnRuleKind,
} from '../../../../contract/data/quality/own-expectation';
import { PatternError } from '../../../../domain/patterns/parse-pattern';
import { Pattern } from '../../../../domain/patterns/pattern';

/** The rules that may be asked of a column. */
export function rulesOf(column: Pick<Column, 'type'>): OwnRuleKind[] {
  return ownRuleKinds.filter((kind) => ruleFits(kind, column));
}

/** Most levels that a new list begins with. */
const mostLevels = 200;

/** What is wrong with a pattern; null where it can be used. */
function errorOf(pattern: string): PatternError | null {
  try {
    new Pattern(pattern);
    return null;
  } catch (thrown) {
    if (thrown instanceof PatternError) return thrown;
    throw thrown;
  }
}

export class ExpectationDraft {
  readonly column: Column;
  kind = $state<OwnRuleKind>('present');
  low = $state<number | null>(null);
  high = $state<number | null>(null);
  /** One value a line. */
  values = $state('');
  pattern = $state('');
  readonly patternError = $derived.by(() => (this.pattern === '' ? null : errorOf(this.pattern)));
  /** null while something is still to be answered. */
  readonly rule: OwnRule | null = $derived.by(() => this.#rule());

  /** Begins with what the column holds today, or with a rule that is there. */
  constructor(column: Column, profile: ColumnProfile | null, from: OwnRule | null) {
    this.column = column;
    this.kind = from?.kind ?? rulesOf(column)[0] ?? 'present';
    this.low = profile?.number?.min ?? null;
    this.high = profile?.number?.max ?? null;
    this.values = column.categories.slice(0, mostLevels).join('\n');
    if (from?.kind === 'range') ({ low: this.low, high: this.high } = from);
    if (from?.kind === 'set') this.values = from.values.join('\n');
    if (from?.kind === 'pattern') this.pattern = from.pattern;
  }

  #rule(): OwnRule | null {
    const { kind, low, high, pattern } = this;
    switch (kind) {
      case 'range':
        if (low === null && high === null) return null;
        return low !== null && high !== null && low > high ? null : { kind, low, high };
      case 'set': {
        const values = [...new Set(this.values.split('\n').map((value) => value.trim()))].filter(Boolean);
        return values.length === 0 || values.length > 1000 ? null : { kind, values };
      }
      case 'pattern':
        return pattern === '' || this.patternError ? null : { kind, pattern };
      case 'unique':
      case 'present':
        return { kind };
    }
  }
}
