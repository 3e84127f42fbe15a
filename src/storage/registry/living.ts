// Whether what a commit belongs to is still there, asked inside the commit's own transaction: a project that another tab deleted
// meanwhile gets nothing that no list would show and nobody could delete.
import { HearthError } from '../../contract/transport/fault';
import type { HearthDatabase } from '../store/database';

/** Inside a transaction over `projects`: throws `not_found` where the project is gone. */
export async function requireProject(db: HearthDatabase, id: string): Promise<void> {
  if (!(await isLiving(db, id))) throw new HearthError('not_found', { field: 'project' }, { id });
}

/** Inside a transaction over `projects`: whether the project is there. */
export async function isLiving(db: HearthDatabase, id: string): Promise<boolean> {
  return (await db.projects.where('id').equals(id).count()) > 0;
}
