// Keys of a field that saves on leaving it: Enter saves now, Escape takes the edit back.

/** A keydown handler; `kept` gives the text to return to. */
export function editKeys(
  kept: () => string,
): (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => void {
  return (event) => {
    if (event.isComposing) return; // Enter and Escape then belong to the input method
    const input = event.currentTarget;
    if (event.key === 'Enter') {
      event.preventDefault();
      input.blur();
      input.focus();
    } else if (event.key === 'Escape' && input.value !== kept()) {
      event.stopPropagation();
      input.value = kept();
    }
  };
}
