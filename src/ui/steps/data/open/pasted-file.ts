// What was copied elsewhere and is pasted on the page, as a file: cells of a spreadsheet come as text with tabs between them.

/** Where text that is pasted belongs to what is focused. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** The table on the clipboard; null where there is none, or where the person is typing. */
export function pastedFile(event: ClipboardEvent, name: string): File | null {
  const data = event.clipboardData;
  if (!data || isTyping(event.target)) return null;
  const text = data.getData('text/plain');
  // A lone line, or a word, is no table.
  const isTable = /\S[\s\S]*\n[\s\S]*\S/.test(text);
  if (isTable) return new File([text], `${name}${text.includes('\t') ? '.tsv' : '.csv'}`);
  return data.files[0] ?? null;
}
