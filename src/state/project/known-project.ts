// A project's name for a message, where only its id is at hand.
import { notices } from '../app/notices.svelte';
import type { NoticeProject } from '../app/notice-place';
import { workspace } from './workspace.svelte';

/** The project by its id, as this page knows it; null where it does not. */
export function knownProject(projectId: string): NoticeProject | null {
  if (notices.place?.id === projectId) return notices.place;
  const found = workspace.projects.find(({ id }) => id === projectId);
  return found ? { id: found.id, name: found.name } : null;
}
