// Recordings as a column: the bytes of each file as they are, and what its header says.
import { collectedColumns } from '../../../contract/data/opening/collected-files';
import { soundValues, type Sound } from '../../columns/audio/sounds';
import { letMessagesIn } from '../../rows/let-messages-in';
import type { KindReader } from '../kind-reader';
import { readBytes } from '../read-bytes';
import { soundFacts } from './sound-header';

/** A longer one is a concert, and no row: it would be held whole. */
const mostSoundBytes = 64 * 1024 ** 2;

export function openAudio(): Promise<KindReader<Sound>> {
  return Promise.resolve({
    column: { name: collectedColumns.audio, type: 'audio', categories: [], shape: null },
    facts: {},
    encoding: null,
    async *load(files, signal) {
      for (const file of files) {
        const bytes = await readBytes(file, mostSoundBytes, signal);
        const facts = typeof bytes === 'string' ? bytes : (soundFacts(bytes) ?? 'damaged');
        if (typeof bytes === 'string' || typeof facts === 'string')
          yield { broken: typeof facts === 'string' ? facts : 'damaged' };
        else yield { value: { bytes, facts }, bytes: bytes.length };
        await letMessagesIn();
      }
    },
    pack: soundValues,
  });
}
