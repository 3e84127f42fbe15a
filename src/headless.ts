// The app without its face: exposes the typed client and a whole run to scripts (scripts/headless.mjs).
import { clients } from './client/clients';
import { runHeadless } from './client/headless-run';
import { runPipeline } from './client/pipeline';

const hearth = { clients, runPipeline, run: runHeadless, version: __APP_VERSION__, commit: __APP_COMMIT__ };

declare global {
  interface Window {
    hearth?: typeof hearth;
  }
}

window.hearth = hearth;
