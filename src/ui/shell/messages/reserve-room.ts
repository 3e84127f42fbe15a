// How much of the lower edge the messages take, told to the style sheets: what must not lie under them ends above.

const root = document.documentElement;
/** From the lower edge to the messages, and from them to what ends above. */
const gapsPx = 24;

/** Keeps `--messages` at the room that an element takes, 0 where it is empty, and its newest child in view. */
export function reserveRoom(element: HTMLElement): () => void {
  const measure = () => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    root.style.setProperty('--messages', height > 0 ? `${height + gapsPx}px` : '0px');
  };
  const sizes = new ResizeObserver(measure);
  sizes.observe(element);
  const children = new MutationObserver(() => (element.scrollTop = element.scrollHeight));
  children.observe(element, { childList: true });
  return () => {
    sizes.disconnect();
    children.disconnect();
    root.style.removeProperty('--messages');
  };
}
