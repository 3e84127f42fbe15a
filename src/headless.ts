// The app without its face: exposes the typed client and a whole run to scripts (scripts/headless.mjs), where it may be shown.
import { clients } from './client/workers/clients';
import { describeFile, runHeadless } from './client/headless/headless-run';
import { passEntry } from './embed/entry';

const hearth = {
  clients,
  run: runHeadless,
  describe: describeFile,
  version: __APP_VERSION__,
  commit: __APP_COMMIT__,
};

declare global {
  interface Window {
    hearth?: typeof hearth;
  }
}

async function start(): Promise<void> {
  if ((await passEntry(null)) === 'open') window.hearth = hearth;
}

void start();
