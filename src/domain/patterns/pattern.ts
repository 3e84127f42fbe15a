// Matching of whole cells in time that grows with the cell alone, whatever the pattern: all ways are followed at once (Thompson 1968), and
// sets of ways that were met are kept as states of an automaton that is built as it is needed.
import { parsePattern, PatternError, type PatternNode } from './parse-pattern';

/** Most states of a pattern, its repetitions written out. */
const mostStates = 2000;
/** Sets of states that are kept; with more the automaton is begun anew. */
const keptSets = 500;

interface State {
  /** What a character must be to go on; null where none is read. */
  has: ((code: number) => boolean) | null;
  next: number[];
}

const matched = 0;

/** States of a pattern; the first is its end. */
class StateList {
  readonly states: State[] = [{ has: null, next: [] }];

  add(has: State['has'], next: number[]): number {
    if (this.states.length >= mostStates) throw new PatternError('too-large', 0);
    return this.states.push({ has, next }) - 1;
  }

  /** The state where a part begins that is followed by another. */
  begin(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'set':
        return this.add(node.has, [next]);
      case 'all':
        return node.parts.reduceRight((after, part) => this.begin(part, after), next);
      case 'one':
        return this.add(
          null,
          node.ways.map((way) => this.begin(way, next)),
        );
      case 'repeat':
        return this.#repeat(node, next);
    }
  }

  #repeat({ part, least, most }: PatternNode & { kind: 'repeat' }, next: number): number {
    let after = next;
    if (most === Infinity) {
      const loop = this.add(null, [next]);
      this.states[loop]!.next.push(this.begin(part, loop));
      after = loop;
    } else {
      for (let more = least; more < most; more++) after = this.add(null, [next, this.begin(part, after)]);
    }
    for (let each = 0; each < least; each++) after = this.begin(part, after);
    return after;
  }
}

/** A set of states, with the sets that characters lead to. */
interface StateSet {
  /** Those that read a character. */
  readers: readonly number[];
  isEnd: boolean;
  next: Map<number, StateSet>;
}

/** Whether whole texts are of a pattern. */
export class Pattern {
  readonly #states: readonly State[];
  readonly #begin: number;
  #sets = new Map<string, StateSet>();
  #first: StateSet;

  /** @throws PatternError */
  constructor(pattern: string) {
    const list = new StateList();
    this.#begin = list.begin(parsePattern(pattern), matched);
    this.#states = list.states;
    this.#first = this.#setOf([this.#begin]);
  }

  matches(text: string): boolean {
    let set = this.#first;
    for (const char of text) {
      const code = char.codePointAt(0)!;
      let next = set.next.get(code);
      if (!next) {
        next = this.#step(set, code);
        // A text in many scripts would fill memory: what was learnt is let go, and what is read stays right.
        if (set.next.size >= keptSets) set.next.clear();
        set.next.set(code, next);
      }
      if (next.readers.length === 0 && !next.isEnd) return false;
      set = next;
    }
    return set.isEnd;
  }

  #step({ readers }: StateSet, code: number): StateSet {
    return this.#setOf(
      readers.flatMap((at) => {
        const { has, next } = this.#states[at]!;
        return has?.(code) ? next : [];
      }),
    );
  }

  /** The set of all states that are reached without reading. */
  #setOf(from: readonly number[]): StateSet {
    const seen = new Set<number>();
    const left = [...from];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const { has, next } = this.#states[at]!;
      if (has === null) left.push(...next);
    }
    const readers = [...seen].filter((at) => this.#states[at]!.has !== null).sort((a, b) => a - b);
    const isEnd = seen.has(matched);
    const key = `${isEnd ? '+' : '-'}${readers.join()}`;
    const known = this.#sets.get(key);
    if (known) return known;
    if (this.#sets.size >= keptSets) {
      this.#sets = new Map();
      if (this.#first) this.#first = { ...this.#first, next: new Map() };
    }
    const set: StateSet = { readers, isEnd, next: new Map() };
    this.#sets.set(key, set);
    return set;
  }
}
