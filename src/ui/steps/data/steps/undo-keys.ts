// Ctrl Z and Ctrl Shift Z (or Ctrl Y) for what is done to the data; in a field they belong to its text.

/** The command of a key press, where it is one. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  const { target, key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event;
  if (defaultPrevented || altKey || ctrlKey === metaKey) return null;
  if (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role=dialog]')
  )
    return null;
  const pressed = key.toLowerCase();
  if (pressed === 'z') return shiftKey ? 'redo' : 'undo';
  return pressed === 'y' && !shiftKey ? 'redo' : null;
}
