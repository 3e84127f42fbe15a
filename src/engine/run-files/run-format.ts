// What a format of runs writes. Each has a folder of its own; registry.ts lists them.
import type { Judgement } from '../../contract/model/judgement';
import type { Run } from '../../contract/model/run';
import type { Project } from '../../contract/project/project';
import type { NamedFile } from '../../model/families/numerics';

/** A run as it goes out. */
export interface RunRecords {
  run: Run;
  /** The newest; null where the run was never judged. */
  judgement: Judgement | null;
  /** Of a format that takes models; empty where the run has none, or where it cannot be read. */
  model: readonly NamedFile[];
}

/** A way to write runs. It is given one run after another and keeps none. */
export interface RunFileFormat {
  /** Whether trained models belong to it. */
  takesModels: boolean;
  /** How to open the files, in plain text. */
  readme: string;
  /** What stands once, before all runs. */
  projectFiles(project: Project): NamedFile[];
  runFiles(project: Project, records: RunRecords): NamedFile[];
}

/** UTF-8 bytes. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
