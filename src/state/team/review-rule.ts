// Four eyes on a version, as the data worker holds it too: told here before the person tries.
import type { Review } from '../../contract/project/project';
import type { ModelVersion } from '../../contract/release/version';

/** Whether the person who acts may approve, or what is in the way. */
export type MayApprove = 'yes' | 'nobody-acts' | 'own-version' | 'author-unknown';

/** Four eyes: someone acts, and is not the author – nor, where no author is known, the one who asked. */
export function mayApprove(
  actingId: string | null,
  review: Pick<Review, 'requestedBy'>,
  version: Pick<ModelVersion, 'authorId'>,
): MayApprove {
  if (actingId === null) return 'nobody-acts';
  const other = version.authorId ?? review.requestedBy;
  if (other === null) return 'author-unknown';
  return other === actingId ? 'own-version' : 'yes';
}
