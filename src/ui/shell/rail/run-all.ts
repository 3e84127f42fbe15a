// Run all, and what is said when it has ended. The stages themselves are client/pipeline.ts.
import { formatNumber } from '../../../i18n/format';
import { m } from '../../../i18n/paraglide/messages.js';
import { notices } from '../../../state/app/notices.svelte';
import { pipeline } from '../../../state/project/pipeline.svelte';
import type { OpenProject } from '../../../state/project/project.svelte';
import { route } from '../../../state/app/route.svelte';

/** Runs every step that needs no answer; tells the result with a way to it. */
export async function runAll(open: OpenProject): Promise<void> {
  const result = await pipeline.run(open);
  if (!result) return;
  const { headline, interval } = result.snapshot;
  const two = (number: number) => formatNumber(number, { digits: 2 });
  const value = headline === null ? `${two(interval[0])} – ${two(interval[1])}` : two(headline);
  notices.tell(m.shell_run_done({ number: result.version.number, value }), 'good', {
    label: m.shell_step_evaluate(),
    run: () => route.go(route.toStep(open.id, 'evaluate')),
  });
}
