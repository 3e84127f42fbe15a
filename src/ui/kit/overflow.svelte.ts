// Whether what an element holds is larger than the element: then it scrolls, and must do so by keyboard too.

/** To be attached to one element whose parts come and go. */
export class Overflow {
  scrolls = $state(false);

  readonly watch = (frame: HTMLElement): (() => void) => {
    const sizes = new ResizeObserver(() => {
      const isLarger = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
      this.scrolls = isLarger || document.activeElement === frame; // what has the focus keeps it
    });
    const observeAll = () => {
      sizes.disconnect();
      for (const element of [frame, ...frame.children]) sizes.observe(element);
    };
    const parts = new MutationObserver(observeAll);
    parts.observe(frame, { childList: true });
    observeAll();
    return () => {
      parts.disconnect();
      sizes.disconnect();
    };
  };
}
