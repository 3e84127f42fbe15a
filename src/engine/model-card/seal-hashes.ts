// The hashes that an approval is bound to. They go without ids, so that a copy of a project keeps its approvals, and over values that
// no later layout of a record changes.
import type { ApprovalSeal, CardRevision } from '../../contract/release/card';
import type { Review } from '../../contract/project/project';
import type { ModelVersion } from '../../contract/release/version';
import { canonicalJson } from '../../domain/hashing/canonical';
import { sha256Text } from '../../storage/chunks/hash';
import { recipeSha256 } from '../../storage/record-hashes';
import { slicesShown, type CardRecords } from './write-card';

/** JSON has no NaN and no Infinity, which a metric may be. */
const plain = (value: number | null) => (value === null || Number.isFinite(value) ? value : String(value));

/** Of a version and of every value that its card shows. */
export async function versionSeal(version: ModelVersion, records: CardRecords): Promise<string> {
  const { dataset, partition, run, judgement } = records;
  const { requiredCells, missingCells, leakedRows, conflictingRows } = partition.quality;
  return sha256Text(
    canonicalJson({
      artifact: version.artifact.sha256,
      recipe: await recipeSha256(version.recipe),
      signature: version.signature,
      author: version.authorId,
      stated: version.stated ?? null,
      data: { name: dataset.name, rows: dataset.rows, sha256: dataset.sha256, source: dataset.source },
      rows: { counts: partition.counts, requiredCells, missingCells, leakedRows, conflictingRows },
      run: { status: run.status, epochs: run.history.length },
      results: {
        weights: judgement.artifactSha256,
        rows: judgement.partitionSha256,
        primary: judgement.primary,
        interval: judgement.interval.map(plain),
        metrics: Object.fromEntries(
          Object.entries(judgement.test.metrics).map(([name, value]) => [name, plain(value)]),
        ),
        slices: judgement.slices
          .slice(0, slicesShown)
          .map(({ column, value, rows, score }) => ({ column, value, rows, score: plain(score) })),
      },
    }),
  );
}

/** Of a card: the version's seal, what the records suggested, and every text that was signed for. */
export function cardSha256(
  version: string,
  start: ModelVersion['card'],
  revisions: readonly CardRevision[],
): Promise<string> {
  return sha256Text(canonicalJson({ version, start, revisions }));
}

/** Of a decided review, but for ids: the card's hash says of which version it is. */
export function reviewSha256(review: Review, seal: Omit<ApprovalSeal, 'sha256'>): Promise<string> {
  const { requestedBy, reviewerId, decision, comment, requestedAt, decidedAt, opened } = review;
  const { version, card, revisions } = seal;
  return sha256Text(
    canonicalJson({
      ...{ requestedBy, reviewerId, decision, comment, requestedAt, decidedAt },
      ...{ opened: opened ?? null, version, card, revisions },
    }),
  );
}
