// How far below the top of the page an element begins, as a custom property: it can then fill what is left of the window, however the lines
// above it break.

/** For `{@attach}`: keeps `--above` at the pixels between the page's top and the element. */
export function belowTop(element: HTMLElement): () => void {
  const measure = (): void => {
    const above = element.getBoundingClientRect().top + window.scrollY;
    element.style.setProperty('--above', `${Math.round(above)}px`);
  };
  const observer = new ResizeObserver(measure);
  // What stands before it moves it.
  for (let before = element.previousElementSibling; before; before = before.previousElementSibling)
    observer.observe(before);
  if (element.parentElement) observer.observe(element.parentElement);
  measure();
  return () => observer.disconnect();
}
