// Where the focus goes when a screen takes the place of another, so that a reader starts at its headline.

let arrivedBefore = false;

/** To be called when a screen is mounted. The first one of a page leaves the focus where the browser put it. */
export function arrive(): void {
  if (arrivedBefore) {
    scrollTo(0, 0);
    document.getElementById('screen-title')?.focus({ preventScroll: true });
  }
  arrivedBefore = true;
}
