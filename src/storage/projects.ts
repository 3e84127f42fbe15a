// Projects: one record each, guarded by its revision; deleting one takes everything that belongs to it.
import { HearthError } from '../contract/transport/fault';
import type { Project } from '../contract/project/project';
import { announce } from './store/changes';
import { collectGarbage, collectLater } from './chunks/chunks';
import { jobsOf, refuseWhileAsked } from './jobs';
import { stored, type HearthDatabase } from './store/database';
import { removeAllOf } from './registry/remove-records';
import { refuseWhileTraining } from './runs';

/** Every project, the one changed last first. */
export async function allProjects(): Promise<Project[]> {
  return (await stored((db) => db.projects.toArray())).sort((a, b) => b.updatedAt - a.updatedAt);
}

/** The project, or `not_found`. */
export async function getProjectRecord(id: string): Promise<Project> {
  const project = await stored((db) => db.projects.get(id));
  if (!project) throw new HearthError('not_found', { field: 'project' }, { id });
  return project;
}

/**
 * Replaces a project that was read at `project.revision`, which grows by one. Returns null where someone else wrote
 * meanwhile: read again, decide again.
 */
export async function replaceProject(project: Project): Promise<Project | null> {
  const written = await stored((db) => db.transaction('rw', db.projects, () => putRevision(db, project)));
  if (written) announce(project.id, 'projects', { ids: [project.id] });
  return written;
}

/** Inside a transaction over `projects`: the next revision of the one that was read; null where it stands no more, `not_found` where it is gone. */
export async function putRevision(db: HearthDatabase, project: Project): Promise<Project | null> {
  const current = await db.projects.get(project.id);
  if (!current) throw new HearthError('not_found', { field: 'project' }, { id: project.id });
  if (current.revision !== project.revision) return null;
  const next: Project = { ...project, revision: project.revision + 1, updatedAt: Date.now() };
  await db.projects.put(next);
  return next;
}

/**
 * Deletes a project with all its records, and frees their bytes. `run_busy` while one of its runs trains, and from the moment that
 * a person asked for it: a job prepares data and device first.
 */
export async function removeProject(id: string): Promise<void> {
  await refuseWhileTraining(await stored((db) => db.runs.where('projectId').equals(id).primaryKeys()));
  await refuseWhileAsked(await jobsOf(id));
  await stored((db) =>
    db.transaction('rw', db.tables, async () => {
      await removeAllOf(db, id);
      await db.device.delete(`saved:${id}`);
      await db.jobs.where('projectId').equals(id).delete();
    }),
  );
  announce(id, 'projects', { gone: [id] });
  // It is gone, whether or not its bytes could be freed now: the next collection takes the rest.
  await collectGarbage().catch(() => collectLater());
}
