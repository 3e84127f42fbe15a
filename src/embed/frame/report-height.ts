// Reports how tall the content is, so that a host can give the frame that height and no second scroll bar shows.

/** Calls `report` with the element's height in CSS pixels, now and whenever it changes; returns a way to stop. */
export function reportHeight(element: Element, report: (height: number) => void): () => void {
  let last = -1;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height !== last) report(height);
    last = height;
  });
  observer.observe(element);
  return () => observer.disconnect();
}
