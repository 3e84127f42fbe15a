// The spellings of a new entry's name.

/** @param {string} name in kebab-case, such as `churn-risk` */
export function namesOf(name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}": a name is lower-case words with hyphens, such as churn-risk.`);
  const words = name.split('-');
  const pascal = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return {
    kebab: name,
    snake: words.join('_'),
    pascal,
    camel: pascal[0].toLowerCase() + pascal.slice(1),
    title: words.join(' ').replace(/^./, (first) => first.toUpperCase()),
  };
}
