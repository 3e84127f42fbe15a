// Where the focus goes when the thing that had it vanishes or is disabled: to the part of the page that it was in, so that the
// next Tab goes on from there. Not for dialogs and steps: they place the focus themselves.

const isUsable = (element: Element) => element.isConnected && !element.matches(':disabled');

/** The nearest part around it that is still there and can be told from the rest by a reader. */
function placeFor(ancestors: readonly Element[]): HTMLElement | null {
  for (const ancestor of ancestors) {
    if (!ancestor.isConnected || !(ancestor instanceof HTMLElement)) continue;
    if (ancestor.matches('section[aria-labelledby], [role="dialog"]')) return ancestor;
    if (ancestor.matches('main')) return document.getElementById('screen-title') ?? ancestor;
  }
  return null;
}

/** Keeps the focus from falling to the document; returns a way to stop. */
export function keepFocus(): () => void {
  let held: Element | null = null;
  let ancestors: Element[] = [];

  const onfocusin = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    held = target;
    ancestors = [];
    for (let at = target.parentElement; at; at = at.parentElement) ancestors.push(at);
  };
  const onfocusout = ({ target }: FocusEvent) => {
    // A person who clicks beside everything leaves; what is removed or disabled is left.
    queueMicrotask(() => {
      if (target === held && held && isUsable(held) && document.activeElement !== held && document.hasFocus())
        held = null;
    });
  };
  const look = () => {
    if (!held || isUsable(held)) return;
    const active = document.activeElement;
    if (active && active !== document.body && active !== held) return;
    held = null;
    const place = placeFor(ancestors);
    if (!place) return;
    if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', onfocusin);
  document.addEventListener('focusout', onfocusout);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', onfocusin);
    document.removeEventListener('focusout', onfocusout);
  };
}
