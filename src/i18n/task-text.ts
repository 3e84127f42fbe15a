// A task in the person's language.
import { namedMessages } from './named-messages';

/** A task in words. */
export const taskName = namedMessages(
  import.meta.glob<Record<string, () => string>>('./paraglide/messages/task_*.js', { eager: true }),
  'task_',
);
