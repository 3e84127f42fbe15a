// Tags as one text, which a table sorts and shows, and what an expression asks of one of them.

/** `keep, for review`. */
export function tagsText(tags: readonly string[]): string {
  return tags.join(', ');
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** An expression that holds for runs with one of these tags, and for no run with a tag that only contains one. */
export function tagCondition(column: string, tags: readonly string[]): string {
  const parts = tags.map((tag) => `contains(", " & ${column} & ", ", ${quoted(`, ${tag}, `)})`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(' or ')})`;
}
