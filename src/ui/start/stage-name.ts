// The stages of opening data, in words. A stage that has no words of its own is just work.
import { m } from '../../i18n/paraglide/messages.js';

const names: Record<string, (() => string) | undefined> = {
  read: m.start_stage_read,
  unpack: m.start_stage_read,
  check: m.start_stage_verify,
  verify: m.start_stage_verify,
};

/** In the current language. */
export const stageName = (stage: string): string => (names[stage] ?? m.start_stage_work)();
