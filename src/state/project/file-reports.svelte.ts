// What a person is asked or told about a project file, wherever it was opened: one place for every screen and frame. The dialog draws it.
import type { LeftOut } from '../../contract/project/left-out';

/** A file that unpacks to much: opened only where the person says so. */
export interface LargeFile {
  name: string;
  bytes: number;
  answer(open: boolean): void;
}

/** A backup of which not every project could be restored. */
export interface PartlyRestored {
  name: string;
  restored: number;
  leftOut: readonly LeftOut[];
}

class FileReports {
  asked = $state.raw<LargeFile | null>(null);
  told = $state.raw<PartlyRestored | null>(null);

  get isOpen(): boolean {
    return this.asked !== null || this.told !== null;
  }

  /** Whether the file is to be opened all the same; a question that waits for an answer is withdrawn. */
  ask(name: string, bytes: number): Promise<boolean> {
    this.asked?.answer(false);
    return new Promise((resolve) => {
      const answer = (open: boolean): void => {
        if (this.asked?.answer === answer) this.asked = null;
        resolve(open);
      };
      this.asked = { name, bytes, answer };
    });
  }

  /** Names the projects of a backup that were left out; stays until it is closed. */
  tell(told: PartlyRestored): void {
    this.told = told;
  }
}

export const fileReports = new FileReports();
