// A card as someone writes it: nothing is stored before they sign for it.
import type { CardRevision, WrittenCard } from '../../contract/release/card';
import { writtenFields } from '../../contract/release/card';

export class CardDraft {
  readonly #stored: () => WrittenCard;
  #edits = $state.raw<Partial<WrittenCard>>({});
  /** Who signs, where nobody acts. */
  name = $state('');
  readonly text: WrittenCard = $derived.by(() => ({ ...this.#stored(), ...this.#edits }));
  readonly changed: boolean = $derived.by(() =>
    writtenFields.some((field) => this.text[field] !== this.#stored()[field]),
  );

  constructor(stored: () => WrittenCard) {
    this.#stored = stored;
  }

  write(field: keyof WrittenCard, text: string): void {
    this.#edits = { ...this.#edits, [field]: text };
  }

  /** Takes all edits back, or forgets them once they are stored. */
  clear(): void {
    this.#edits = {};
  }
}

/** A text that was signed for, and what of it was not so before. */
export interface CardChange {
  revision: CardRevision;
  fields: (keyof WrittenCard)[];
}

/** Every text that was signed for with what it changed, newest first. */
export function changesOf(start: WrittenCard, revisions: readonly CardRevision[]): CardChange[] {
  return revisions
    .map((revision, at) => {
      const before = revisions[at - 1]?.text ?? start;
      return { revision, fields: writtenFields.filter((field) => revision.text[field] !== before[field]) };
    })
    .reverse();
}
