// Model versions, the facts measured about them afterwards, and which one is the champion. Versions are never edited.
import { HearthError } from '../contract/transport/fault';
import type { CardRevision } from '../contract/release/card';
import type { ModelVersion, Promotion, VersionFacts } from '../contract/release/version';
import { announce } from './store/changes';
import { verifyChunks } from './chunks/chunks';
import { withContentHash, withNextHash } from './registry/content-hash';
import { requireProject } from './registry/living';
import { stored } from './store/database';
import { adopt, threadPin } from './chunks/references';
import { chunkOwner, chunksOf } from './registry/tables';

/** The version, or `not_found`. */
export async function getVersion(id: string): Promise<ModelVersion> {
  const version = await stored((db) => db.versions.get(id));
  if (!version) throw new HearthError('not_found', { field: 'version' }, { id });
  return version;
}

/** Versions of a project, newest first. */
export async function versionsOf(projectId: string): Promise<ModelVersion[]> {
  return (await stored((db) => db.versions.where('projectId').equals(projectId).sortBy('id'))).reverse();
}

/** Stores a new version under the number that `build` is given; a version of the same run is returned as it is. */
export async function commitVersion(draft: Omit<ModelVersion, 'number'>): Promise<ModelVersion> {
  const refs = chunksOf('versions', { ...draft, number: 0 });
  await verifyChunks(refs);
  const pin = await threadPin();
  const version = await stored((db) =>
    db.transaction('rw', db.tables, async () => {
      await requireProject(db, draft.projectId);
      if (!(await db.runs.get(draft.runId)))
        throw new HearthError('not_found', { field: 'run' }, { id: draft.runId });
      if (!(await db.judgements.get(draft.judgementId)))
        throw new HearthError('not_found', { field: 'judgement' }, { id: draft.judgementId });
      const known = await db.versions.where('projectId').equals(draft.projectId).sortBy('number');
      const numbered = withContentHash<ModelVersion>({ ...draft, number: (known.at(-1)?.number ?? 0) + 1 });
      await adopt(db, chunkOwner('versions', draft.id), refs, pin);
      await db.versions.add(numbered);
      await db.versionFacts.add(withContentHash(noFacts(numbered)));
      return numbered;
    }),
  );
  announce(draft.projectId, 'versions', { ids: [version.id] });
  announce(draft.projectId, 'versionFacts', { ids: [version.id] });
  return version;
}

function noFacts(version: Pick<ModelVersion, 'id' | 'projectId'>): VersionFacts {
  return {
    versionId: version.id,
    projectId: version.projectId,
    latency: null,
    cards: [],
    verified: null,
    exportDifference: null,
  };
}

/** Adds what was measured about a version, keeping the rest. */
export function saveVersionFacts(
  versionId: string,
  facts: Partial<Omit<VersionFacts, 'versionId' | 'projectId' | 'cards'>>,
): Promise<VersionFacts> {
  return changeFacts(versionId, (known) => ({ ...known, ...facts }));
}

/** Adds a text of the card that someone signed for; the earlier ones stay. */
export function addCardRevision(versionId: string, revision: CardRevision): Promise<VersionFacts> {
  return changeFacts(versionId, (known) => ({ ...known, cards: [...known.cards, revision] }));
}

async function changeFacts(
  versionId: string,
  change: (known: VersionFacts) => VersionFacts,
): Promise<VersionFacts> {
  const saved = await stored((db) =>
    db.transaction('rw', db.versions, db.versionFacts, async () => {
      const version = await db.versions.get(versionId);
      if (!version) throw new HearthError('not_found', { field: 'version' }, { id: versionId });
      const known = await db.versionFacts.get(versionId);
      const changed = withNextHash(known, change(known ?? noFacts(version)));
      await db.versionFacts.put(changed);
      return changed;
    }),
  );
  announce(saved.projectId, 'versionFacts', { ids: [versionId] });
  return saved;
}

/** Facts of a project's versions, newest version first. */
export async function versionFactsOf(projectId: string): Promise<VersionFacts[]> {
  return (
    await stored((db) => db.versionFacts.where('projectId').equals(projectId).sortBy('versionId'))
  ).reverse();
}

/** Promotions of a project, newest first. */
export async function promotionsOf(projectId: string): Promise<Promotion[]> {
  return (await stored((db) => db.promotions.where('projectId').equals(projectId).sortBy('id'))).reverse();
}

/** Records that a champion was named. */
export async function addPromotion(promotion: Promotion): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.projects, db.versions, db.promotions, async () => {
      await requireProject(db, promotion.projectId);
      if (!(await db.versions.get(promotion.versionId)))
        throw new HearthError('not_found', { field: 'version' }, { id: promotion.versionId });
      await db.promotions.add(withContentHash(promotion));
    }),
  );
  announce(promotion.projectId, 'promotions', { ids: [promotion.id] });
}
