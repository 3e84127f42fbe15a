// The stages of opening data, in words. A stage that has no words of its own is just work.
import { m } from '../../i18n/paraglide/messages.js';

const names: Record<string, (() => string) | undefined> = {
  read: m.start_stage_read,
  scan: m.start_stage_scan,
  write: m.start_stage_write,
  store: m.start_stage_write,
  verify: m.start_stage_verify,
  generate: m.start_stage_generate,
};

/** In the current language. */
export const stageName = (stage: string): string => (names[stage] ?? m.start_stage_work)();
