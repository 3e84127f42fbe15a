// Which project the page shows, for parts of the shell that stand outside its frame: the command palette.
import type { OpenProject } from '../../../state/project/project.svelte';

class ShellProject {
  open = $state.raw<OpenProject | null>(null);

  /** Shows a project; returns how to take it away. */
  show(open: OpenProject): () => void {
    this.open = open;
    return () => {
      if (this.open === open) this.open = null;
    };
  }
}

export const shellProject = new ShellProject();
