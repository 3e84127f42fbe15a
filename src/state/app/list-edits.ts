// Changes to a list of things with ids, each giving a new list. Not for storing it.

interface WithId {
  id: string;
}

/** The list with one item changed. */
export function withChange<Item extends WithId>(
  list: readonly Item[],
  id: string,
  change: Partial<Item>,
): Item[] {
  return list.map((item) => (item.id === id ? { ...item, ...change } : item));
}

/** The list without one item. */
export function without<Item extends WithId>(list: readonly Item[], id: string): Item[] {
  return list.filter((item) => item.id !== id);
}

/** The list with an item put back where it was, or as near to it as the list still allows; unchanged where it is there. */
export function putBack<Item extends WithId>(list: readonly Item[], item: Item, index: number): Item[] {
  if (list.some(({ id }) => id === item.id)) return [...list];
  return list.toSpliced(Math.min(index, list.length), 0, item);
}
