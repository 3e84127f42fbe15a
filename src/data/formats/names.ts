// Column names as the app needs them: present, unique, not too long.

const longestName = 200;

/** Names in order; an empty one becomes `column_<n>`, a repeated one gets `_2`, `_3` and so on. */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set(header.map((name) => name.trim()));
  const used = new Set<string>();
  return header.map((given, index) => {
    const wanted = given.trim().slice(0, longestName) || `column_${index + 1}`;
    let name = wanted;
    // A suffix must not take a name that a later column has by right.
    for (let again = 2; used.has(name) || (name !== wanted && taken.has(name)); again++)
      name = `${wanted}_${again}`;
    used.add(name);
    return name;
  });
}
