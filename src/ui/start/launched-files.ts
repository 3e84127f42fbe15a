// Files that the system opens with Hearth once it is installed: taken as if they were picked on the start screen.
import { m } from '../../i18n/paraglide/messages.js';
import { notices } from '../../state/app/notices.svelte';
import { route } from '../../state/app/route.svelte';
import { workspace } from '../../state/project/workspace.svelte';
import { starting } from './starting.svelte';

interface LaunchQueue {
  setConsumer(consumer: (launch: { files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Takes the launches that came already and those to come. */
export function openLaunchedFiles(queue: LaunchQueue): void {
  queue.setConsumer(({ files }) => {
    if (files.length > 0) void open(files).catch((thrown: unknown) => notices.fail(thrown, null));
  });
}

async function open([handle, ...others]: readonly FileSystemFileHandle[]): Promise<void> {
  if (!handle) return;
  const { name } = handle;
  if (workspace.opening !== null) {
    notices.show(m.offline_launch_busy({ name, other: workspace.opening }), 'warn', null, null);
    return;
  }
  if (others.length > 0) notices.show(m.start_several({ name }), 'warn', null, null);
  route.go('#/'); // where its progress, or why it was refused, is shown
  await starting.file(await handle.getFile());
}

/** The browser's queue of launches, where it has one. */
export function launchQueue(): LaunchQueue | null {
  return (globalThis as { launchQueue?: LaunchQueue }).launchQueue ?? null;
}
