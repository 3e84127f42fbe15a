// Which way a chosen or dropped file is opened. By its name only: what is in it is found out by the reader.

/** A project file, or a table: whatever is not a project is tried as one, and refused with a reason. */
export function fileKind(name: string): 'project' | 'table' {
  return /\.hearth$/i.test(name.trim()) ? 'project' : 'table';
}
