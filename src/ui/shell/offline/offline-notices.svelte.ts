// What a person is told about offline use without asking: a version that is ready, that waits, or that could not be kept. Each once.
import { untrack } from 'svelte';
import { m } from '../../../i18n/paraglide/messages.js';
import { notices } from '../../../state/app/notices.svelte';
import { offline } from '../../../state/offline/offline.svelte';
import { failureText } from './offline-text';

/** To be called while a component is set up. */
export function announceUpdates(): void {
  $effect(() => {
    const { update, waitsFor } = offline;
    untrack(() => announceUpdate(update, waitsFor));
  });
  $effect(() => {
    const { failure } = offline;
    if (failure && failure !== 'refused')
      untrack(() => notices.show(failureText(failure, offline.status === 'ready'), 'warn', null, null));
  });
}

function announceUpdate(update: typeof offline.update, waitsFor: typeof offline.waitsFor): void {
  if (update === 'offered')
    tell(m.offline_update_told(), { label: m.offline_update_choose(), run: () => (offline.open = true) });
  else if (update === 'accepted' && waitsFor === 'training') tell(m.offline_update_waits_training());
  else if (update === 'accepted' && waitsFor === 'work') tell(m.offline_update_waits_work());
}

/** Of no project. */
const tell = (text: string, action: { label: string; run: () => void } | null = null) =>
  notices.show(text, 'good', action, null);
