// Where a message belongs, and whether it is shown where the person is. Not for how long: notices.svelte.ts keeps the time.

/** The project that a message is about. */
export interface NoticeProject {
  id: string;
  name: string;
}

/** A message, as far as it decides where it is shown. */
export interface PlacedNotice {
  tone: 'good' | 'warn' | 'bad';
  /** null for what is about the app, or the device. */
  project: NoticeProject | null;
}

/** The project as a message names it. */
export const noticeProject = ({ id, project }: { id: string; project: { name: string } }): NoticeProject => ({
  id,
  name: project.name,
});

/**
 * Whether a message is shown while `place` is open; null is a screen of no project. What was done in a project is told there, and on
 * the screens of no project; what went wrong in it is told everywhere.
 */
export function isShownIn({ tone, project }: PlacedNotice, place: NoticeProject | null): boolean {
  return project === null || place === null || project.id === place.id || tone !== 'good';
}

/** The name that a message has to say where `place` is open; null where the project is plain. */
export function nameShownIn({ project }: PlacedNotice, place: NoticeProject | null): string | null {
  return project === null || project.id === place?.id ? null : project.name || null;
}
