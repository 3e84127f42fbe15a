// A file that a person chose and that is not opened yet: its first rows as they would be read, and what the person chooses of that.
import { clients } from '../../../client/workers/clients';
import type { Given } from '../../../contract/data/opening/given';
import type { OpenChoices } from '../../../contract/data/opening/open-choices';
import type { FilePreview } from '../../../contract/transport/data-api';
import { HearthError, toFault, type Fault } from '../../../contract/transport/fault';

type Without<T> = { [K in keyof T]?: T[K] | undefined };

/** A record without what is undefined, or nothing where that leaves none. */
function said<T extends object>(record: Without<T>): T | undefined {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
}

type RaggedRow = NonNullable<FilePreview['ragged']>;

function raggedIn({ code, place, params }: Fault): RaggedRow | null {
  if (code !== 'row_ragged') return null;
  return { row: place.row ?? 0, expected: Number(params['expected']), found: Number(params['found']) };
}

/** Whether a file was refused for what a person may choose of it. */
export function asksForChoice(fault: Fault | null, choices: OpenChoices): boolean {
  return fault?.code === 'row_ragged' && choices.text?.ragged === undefined;
}

/** One file on its way in. */
export class FileToOpen {
  readonly file: Given;
  choices = $state.raw<OpenChoices>({});
  /** The last that could be shown; it stays while a choice makes the file unreadable. */
  preview = $state.raw<FilePreview | null>(null);
  fault = $state.raw<Fault | null>(null);
  looking = $state(false);
  /** A row of another width that is one of too many, where only opening the file showed it. */
  readonly #told: RaggedRow | null;
  #abort: AbortController | undefined;

  /** `choices`: how the file before it was read; left where this one cannot be read so. `refusal`: why it could not be opened without a choice. */
  constructor(file: Given, choices: OpenChoices = {}, refusal: Fault | null = null) {
    this.#told = refusal && raggedIn(refusal);
    this.file = file;
    this.choices = choices;
    void this.#look(Object.keys(choices).length > 0);
  }

  /** The first of too many rows of another width: what becomes of them has to be chosen before the file is opened. */
  get ragged(): RaggedRow | null {
    if (this.choices.text?.ragged !== undefined) return null;
    return this.preview?.ragged ?? this.#told;
  }

  setText(patch: Without<NonNullable<OpenChoices['text']>>): void {
    this.#choose({ text: said({ ...this.choices.text, ...patch }) });
  }

  setSheet(patch: Without<NonNullable<OpenChoices['sheet']>>): void {
    this.#choose({ sheet: said({ ...this.choices.sheet, ...patch }) });
  }

  /** Another table of the archive: what was said of the one before says nothing of it. */
  setEntry(entry: string): void {
    this.choices = { entry };
    void this.#look(false);
  }

  setFiles(patch: Without<NonNullable<OpenChoices['files']>>): void {
    this.#choose({ files: said({ ...this.choices.files, ...patch }) });
  }

  setType(column: string, type: NonNullable<OpenChoices['types']>[string] | undefined): void {
    this.#choose({ types: said({ ...this.choices.types, [column]: type }) });
  }

  setCells(cells: OpenChoices['cells']): void {
    this.#choose({ cells });
  }

  /** As it is found. */
  reset(): void {
    this.choices = {};
    void this.#look(false);
  }

  /** The look that is under way is of no use any more. */
  leave(): void {
    this.#abort?.abort();
  }

  #choose(patch: Without<OpenChoices>): void {
    this.choices = said({ ...this.choices, ...patch }) ?? {};
    void this.#look(false);
  }

  async #look(mayReset: boolean): Promise<void> {
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    this.looking = true;
    try {
      const preview = await clients.data.call(
        'previewTable',
        { file: this.file, choices: this.choices },
        { signal },
      );
      if (signal.aborted) return;
      this.preview = preview;
      this.fault = null;
    } catch (thrown) {
      if (signal.aborted) return;
      if (mayReset) return this.reset();
      this.fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    }
    this.looking = false;
  }
}
