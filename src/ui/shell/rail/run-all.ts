// Run all, and what is said when it has ended. The stages themselves are carried out by the engine.
import type { JobRecord } from '../../../contract/project/job-record';
import { formatNumber } from '../../../i18n/format';
import { m } from '../../../i18n/paraglide/messages.js';
import { noticeProject } from '../../../state/app/notice-place';
import { notices } from '../../../state/app/notices.svelte';
import { runAllSteps } from '../../../state/jobs/begin';
import type { OpenProject } from '../../../state/project/project.svelte';
import { route } from '../../../state/app/route.svelte';

/** Runs every step that needs no answer; tells the result with a way to it. */
export async function runAll(open: OpenProject): Promise<void> {
  const problem = await draftProblem(open);
  if (problem !== null) {
    const toModel = { label: m.shell_step_model(), run: () => route.go(route.toStep(open.id, 'model')) };
    notices.show(problem, 'warn', toModel, noticeProject(open));
    return;
  }
  const job = await runAllSteps(open);
  if (job?.status !== 'done') return;
  const snapshot = open.view.snapshots.find(({ id }) => id === job.made.snapshotId) ?? open.snapshot;
  const version = open.versions.find(({ id }) => id === job.made.versionId);
  if (!snapshot || !version) return;
  const { headline, interval } = snapshot;
  const two = (number: number) => formatNumber(number, { digits: 2 });
  const value = headline === null ? `${two(interval[0])} – ${two(interval[1])}` : two(headline);
  const isBaseline = version.runId === job.made.baselineId;
  const told = isBaseline ? m.shell_run_done_baseline : m.shell_run_done;
  const action = {
    label: m.shell_step_evaluate(),
    run: () => route.go(route.toStep(open.id, 'evaluate')),
  };
  const said = [told({ number: version.number, value }), await foundIn(job)].join(' ').trim();
  notices.show(said, 'good', action, noticeProject(open));
}

/** What the search of the job found; empty where it searched for nothing. */
async function foundIn(job: JobRecord): Promise<string> {
  if (!job.made.studyId) return '';
  const [{ searchResult }, { foundWords }] = await Promise.all([
    import('../../../state/model/search-result'),
    import('../../steps/model/search/short-search-words'),
  ]);
  const found = await searchResult(job);
  return found ? foundWords(found.study, found.trials) : '';
}

/** Why the draft recipe cannot be trained; the rules are fetched when they are asked for. */
async function draftProblem({ project, dataset }: OpenProject): Promise<string | null> {
  if (!project.draft || !dataset) return null;
  const { recipeProblem } = await import('../../steps/model/recipe/recipe-problem');
  return recipeProblem(project.draft, dataset);
}
