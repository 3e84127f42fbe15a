// The short status beside a step's name, in words.
import { formatNumber } from '../../../i18n/format';
import { m } from '../../../i18n/paraglide/messages.js';
import type { StepNote } from '../../../state/project/step-progress';
import { backendName } from '../../steps/architecture/backend-name';

const runStates = {
  running: m.shell_run_running,
  paused: m.shell_run_paused,
  interrupted: m.shell_run_interrupted,
  failed: m.shell_run_failed,
};

/** In the current language. */
export function noteText(note: StepNote): string {
  switch (note.kind) {
    case 'requirements':
      return m.shell_note_requirements({ measurable: note.measurable, all: note.all });
    case 'requirements-met':
      return m.shell_note_requirements_met({ met: note.met, all: note.all });
    case 'backend':
      return backendName[note.name];
    case 'rows':
      return m.shell_note_rows({ count: note.rows, shown: formatNumber(note.rows) });
    case 'no-target':
      return m.shell_note_no_target();
    case 'run':
      return runStates[note.status]();
    case 'runs':
      return m.shell_note_runs({ count: note.count, shown: formatNumber(note.count) });
    case 'version':
      return `v${String(note.number)}`;
    case 'open':
      return m.shell_note_open({ count: formatNumber(note.count) });
    case 'score':
      return formatNumber(note.value, { digits: 2 });
  }
}
