// Whether what an element holds is larger than the element: then it scrolls, and must do so by keyboard too.

/** To be attached to one element whose parts come and go. */
export class Overflow {
  scrolls = $state(false);
  readonly #onheight: (height: number) => void;

  /** @param onheight called with the px of it that are in view, at first and whenever they change */
  constructor(onheight: (height: number) => void = () => undefined) {
    this.#onheight = onheight;
  }

  readonly watch = (frame: HTMLElement): (() => void) => {
    // Observers look when the browser has laid out the page anyway; asking while a screen is being built would have it do so once more.
    const sizes = new ResizeObserver(() => {
      this.#onheight(frame.clientHeight);
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
