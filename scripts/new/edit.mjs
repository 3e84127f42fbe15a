// Edits of a registry's text. Each throws where its place is gone, so that a template that no longer fits is found by its test.

function placeOf(text, marker) {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`the registry has no line that contains: ${marker}`);
  return at;
}

/** Puts a text directly before the first `end` that follows `start`. */
export const insertBefore = (start, end, added) => (text) => {
  const at = text.indexOf(end, placeOf(text, start));
  if (at < 0) throw new Error(`after "${start}" there is no: ${end}`);
  return text.slice(0, at) + added + text.slice(at);
};

/** Adds an import below the last one. */
export const addImport = (line) => (text) => {
  const imports = [...text.matchAll(/^(?:import [^;]*;)$/gm)];
  const last = imports.at(-1);
  if (!last) throw new Error('the file has no imports');
  const at = last.index + last[0].length;
  return `${text.slice(0, at)}\n${line}${text.slice(at)}`;
};

/** One edit after another. */
export const all =
  (...edits) =>
  (text) =>
    edits.reduce((changed, edit) => edit(changed), text);
