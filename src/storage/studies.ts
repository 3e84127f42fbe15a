// Studies and their trials: a study is saved as it goes on, a trial is written once, when it is over.
import { HearthError } from '../contract/transport/fault';
import type { Study, Trial } from '../contract/model/search/study';
import { collectLater, verifyChunks } from './chunks/chunks';
import { adopt, threadPin } from './chunks/references';
import { jobsOf, refuseWhileAsked } from './jobs';
import { requireProject } from './registry/living';
import { removeRecords } from './registry/remove-records';
import { chunkOwner, chunksOf } from './registry/tables';
import { announce } from './store/changes';
import { stored } from './store/database';

/** The study, or `not_found`. */
export async function getStudy(id: string): Promise<Study> {
  const study = await stored((db) => db.studies.get(id));
  if (!study) throw new HearthError('not_found', { field: 'study' }, { id });
  return study;
}

/** The study of this id, or null where it has not begun. */
export async function findStudy(id: string): Promise<Study | null> {
  return (await stored((db) => db.studies.get(id))) ?? null;
}

/** Studies of a project, oldest first. */
export function studiesOf(projectId: string): Promise<Study[]> {
  return stored((db) => db.studies.where('projectId').equals(projectId).sortBy('id'));
}

/** Trials of a study whose number is greater than `after`, in the order of their numbers. */
export function trialsOf(studyId: string, after = 0): Promise<Trial[]> {
  return stored((db) =>
    db.trials.where('[studyId+number]').between([studyId, after], [studyId, Infinity], false).toArray(),
  );
}

/** Stores a new study under the project's next number. `not_found` where the project is gone. */
export async function createStudy(study: Omit<Study, 'number'>): Promise<Study> {
  const created = await stored((db) =>
    db.transaction('rw', db.projects, db.studies, async () => {
      await requireProject(db, study.projectId);
      const earlier = await db.studies.where('projectId').equals(study.projectId).sortBy('number');
      const numbered: Study = { ...study, number: (earlier.at(-1)?.number ?? 0) + 1 };
      await db.studies.add(numbered);
      return numbered;
    }),
  );
  announce(study.projectId, 'studies', { ids: [study.id] });
  return created;
}

/** Replaces a study's record. One that was deleted meanwhile stays deleted (`not_found`). */
export async function saveStudy(study: Study): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.studies, async () => {
      if (!(await db.studies.get(study.id)))
        throw new HearthError('not_found', { field: 'study' }, { id: study.id });
      await db.studies.put(study);
    }),
  );
  announce(study.projectId, 'studies', { ids: [study.id] });
}

/**
 * Keeps a trial that is over, and the study as it stands after it, in one transaction: a trial is there whole or not at all, and its
 * number never twice.
 */
export async function commitTrial(trial: Trial, study: Study): Promise<void> {
  const refs = chunksOf('trials', trial);
  if (refs.length > 0) await verifyChunks(refs);
  const pin = await threadPin();
  await stored((db) =>
    db.transaction('rw', db.studies, db.trials, db.chunks, db.references, async () => {
      if (!(await db.studies.get(study.id)))
        throw new HearthError('not_found', { field: 'study' }, { id: study.id });
      if (refs.length > 0) await adopt(db, chunkOwner('trials', trial.id), refs, pin);
      await db.trials.add(trial);
      await db.studies.put(study);
    }),
  );
  announce(study.projectId, 'studies', { ids: [study.id] });
}

/** Deletes a study with its trials; the runs that came of it stay. `run_busy` while a thread searches. */
export async function removeStudy(id: string): Promise<void> {
  const { projectId } = await getStudy(id);
  await refuseWhileAsked((await jobsOf(projectId)).filter(({ made }) => made.studyId === id));
  const removed = await stored((db) =>
    db.transaction('rw', db.tables, async () => removeRecords(db, 'studies', [id])),
  );
  for (const [table, gone] of removed) announce(projectId, table, { gone });
  collectLater();
}
