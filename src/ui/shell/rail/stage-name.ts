// A project's stage in words, for Goals and wherever E stands.
import type { ProjectStage } from '../../../contract/project/project';
import { m } from '../../../i18n/paraglide/messages.js';

const names: Record<ProjectStage, () => string> = {
  explore: m.stage_explore,
  pilot: m.stage_pilot,
  production: m.stage_production,
};
const texts: Record<ProjectStage, () => string> = {
  explore: m.stage_explore_text,
  pilot: m.stage_pilot_text,
  production: m.stage_production_text,
};

/** The stage's name; that of everything for a snapshot from before there were stages. */
export const stageName = (stage: ProjectStage | undefined): string =>
  stage ? names[stage]() : m.stage_none();

/** What it means to be at the stage. */
export const stageText = (stage: ProjectStage): string => texts[stage]();
