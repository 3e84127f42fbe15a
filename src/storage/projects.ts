// Projects: one record each, guarded by its revision; deleting one takes everything that belongs to it.
import { HearthError } from '../contract/transport/fault';
import type { Project } from '../contract/project/project';
import { announce } from './store/changes';
import { collectLater } from './chunks/chunks';
import { stored } from './store/database';
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
  const next: Project = { ...project, revision: project.revision + 1, updatedAt: Date.now() };
  const written = await stored((db) =>
    db.transaction('rw', db.projects, async () => {
      const current = await db.projects.get(project.id);
      if (!current) throw new HearthError('not_found', { field: 'project' }, { id: project.id });
      if (current.revision !== project.revision) return false;
      await db.projects.put(next);
      return true;
    }),
  );
  if (written) announce(project.id, 'projects', { ids: [project.id] });
  return written ? next : null;
}

/** Deletes a project with all its records; their chunks are collected soon after. `run_busy` while one of its runs trains. */
export async function removeProject(id: string): Promise<void> {
  await refuseWhileTraining(await stored((db) => db.runs.where('projectId').equals(id).primaryKeys()));
  await stored((db) =>
    db.transaction('rw', db.tables, async () => {
      await removeAllOf(db, id);
      await db.device.delete(`saved:${id}`);
      await db.jobs.where('projectId').equals(id).delete();
    }),
  );
  announce(id, 'projects', { gone: [id] });
  collectLater();
}
