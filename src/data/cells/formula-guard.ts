// Keeps spreadsheets from running a cell as a formula: an apostrophe before it, which our own reader takes away again
// (OWASP, "CSV injection"). docs/formats.md tells the rule.

/** What a spreadsheet starts a formula with, also in full width and behind blanks; and control characters that hide one. */
const formula = /^(?:[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])/;
/** A sign before nothing but a number, which no spreadsheet runs: -12.5, +1e3, -1.234,5, -5 %. */
const number = /^\s*[+-]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d+)?\s?%?\s*$/;
const loneSign = /^[+\-＋－]$/;

/** Whether a text, without the apostrophes before it, would run. */
function runs(text: string): boolean {
  const bare = text.replace(/^'+/, '');
  return formula.test(bare) && !number.test(bare) && !loneSign.test(bare);
}

/** Whether a cell of a file would be run by a spreadsheet that opens it. */
export function isFormula(cell: string): boolean {
  return !cell.startsWith("'") && runs(cell);
}

/** The text as a cell that no spreadsheet runs; `unguardFormula` gives the text back. */
export function guardFormula(text: string): string {
  return runs(text) ? `'${text}` : text;
}

/** The text of a guarded cell; any other cell as it is. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && runs(cell) ? cell.slice(1) : cell;
}
