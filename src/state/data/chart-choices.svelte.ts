// Which chart of the data a person looks at, and of which columns: kept while the data's screen is open.

export class ChartChoices {
  kind = $state('associations');
  /** By kind and field. */
  #chosen = $state.raw<Readonly<Record<string, string>>>({});

  /** What was chosen in a field of a kind, where it still is one of its options. */
  of(kind: string, field: string, options: readonly { value: string }[], fallback: string): string {
    const chosen = this.#chosen[`${kind} ${field}`];
    return options.some(({ value }) => value === chosen) ? chosen! : fallback;
  }

  choose(kind: string, field: string, value: string): void {
    this.#chosen = { ...this.#chosen, [`${kind} ${field}`]: value };
  }
}
