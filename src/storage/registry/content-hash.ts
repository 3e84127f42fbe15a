// The hash that a record carries over all its fields, so that an edit past the app is seen. It has no key: it shows damage, accidents
// and careless edits, not the work of someone who computes it again. Synchronous, since records are written inside transactions.
import { canonicalJson } from '../../domain/hashing/canonical';
import { encodeNumbers } from '../../domain/hashing/json-numbers';
import { sha256Now } from '../../domain/hashing/sha256';
import { sha256Text } from '../chunks/hash';

/** A record that may carry the hash of its content. */
export interface Hashed {
  contentSha256?: string;
}

/** `unsealed`: written by an app that recorded no hash. */
export type ContentState = 'held' | 'altered' | 'unsealed';

/** What is hashed: the canonical JSON of the record without this hash. */
function contentText({ contentSha256: _, ...content }: Hashed): string {
  return canonicalJson(encodeNumbers(content));
}

/** SHA-256 of a record's content. */
export function contentSha256(record: Hashed): string {
  return sha256Now(contentText(record));
}

/** The record with the hash of its content. */
export function withContentHash<R extends Hashed>(record: R): R {
  return { ...record, contentSha256: contentSha256(record) };
}

/** The same by WebCrypto, which takes a fraction of the time; never inside a transaction, which it would end. */
export async function sealedContent<R extends Hashed>(record: R): Promise<R> {
  return { ...record, contentSha256: await sha256Text(contentText(record)) };
}

/** Whether the record is as it was hashed. */
export function contentState(record: Hashed): ContentState {
  if (record.contentSha256 === undefined) return 'unsealed';
  try {
    return contentSha256(record) === record.contentSha256 ? 'held' : 'altered';
  } catch {
    return 'altered'; // holds what no record of ours does
  }
}

/** The same by WebCrypto, which takes a fraction of the time; never inside a transaction, which it would end. */
export async function checkContent(record: Hashed): Promise<ContentState> {
  if (record.contentSha256 === undefined) return 'unsealed';
  try {
    return (await sha256Text(contentText(record))) === record.contentSha256 ? 'held' : 'altered';
  } catch {
    return 'altered';
  }
}

/** What replaces a record, with its hash; one that was altered before keeps a hash that does not hold. */
export function withNextHash<R extends Hashed>(before: Hashed | undefined, next: R): R {
  if (before?.contentSha256 === undefined || contentState(before) === 'held') return withContentHash(next);
  return { ...next, contentSha256: before.contentSha256 };
}
