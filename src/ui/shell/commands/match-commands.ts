// Finds commands by what a person types. Not for running them.

export interface Command {
  id: string;
  label: string;
  group: string;
  hint?: string;
  /** Other words for it, in any language. */
  keywords?: string;
  run: () => void;
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** How well a folded text answers one typed word: begins with it, has a word that does, has it inside; 0 where it does not. */
function answers(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return /[\s/·–-]/.test(text[at - 1] ?? '') ? 2 : 1;
}

/** The commands that answer every typed word, best first; all in their own order where nothing is typed. */
export function matchCommands(commands: readonly Command[], query: string): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const scored = commands.map((command, index) => {
    const label = fold(command.label);
    const other = fold(`${command.group} ${command.keywords ?? ''}`);
    const scores = words.map((word) => Math.max(2 * answers(label, word), answers(other, word)));
    return { command, index, score: scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each, 0) };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ command }) => command);
}
