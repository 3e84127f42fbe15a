// What a run is called outside of the app, and how any text becomes a name that every file system takes.
import type { Run } from '../../contract/model/run';

/** The run's number, then its label or the family of its model: `12 gbdt`. */
export function runName({ number, label, recipe }: Pick<Run, 'number' | 'label' | 'recipe'>): string {
  return `${String(number)} ${label.trim() || recipe.model.family}`;
}

/**
 * Letters, digits, spaces, `_`, `-` and `.` of any text, everything else as `_`; so many bytes of UTF-8 at most, without a dot or a
 * space at an end. `_` where nothing is left.
 */
export function plainName(text: string, mostBytes: number): string {
  let [name, bytes] = ['', 0];
  for (const mark of text.normalize('NFC').replace(/[^\p{L}\p{N} _.-]/gu, '_')) {
    bytes += new TextEncoder().encode(mark).length;
    if (bytes > mostBytes) break;
    name += mark;
  }
  return name.replace(/^[ .]+|[ .]+$/g, '_') || '_';
}
