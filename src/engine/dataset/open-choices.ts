// What a person chose of how a file is read: checked, and handed to the reader.
import * as v from 'valibot';
import { openChoices, type OpenChoices } from '../../contract/data/opening/open-choices';
import { HearthError } from '../../contract/transport/fault';
import type { FileReadOptions } from '../../data/formats/format';

/** Choices that came over a thread or a command line. @throws HearthError `input_invalid` with the field. */
export function checkChoices(given: unknown): OpenChoices {
  const parsed = v.safeParse(openChoices, given);
  if (parsed.success) return parsed.output;
  throw new HearthError('input_invalid', { field: v.getDotPath(parsed.issues[0]) ?? 'choices' });
}

/** What of them readers know. */
export function readingOptions({
  text,
  sheet,
  files,
  types,
  entry,
  cells,
}: OpenChoices): Pick<FileReadOptions, 'text' | 'sheet' | 'files' | 'types' | 'cells' | 'entry'> {
  return {
    ...(text === undefined ? {} : { text }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(files === undefined ? {} : { files }),
    ...(types === undefined ? {} : { types }),
    ...(entry === undefined ? {} : { entry }),
    ...(cells === undefined ? {} : { cells }),
  };
}
