// All messages of a language, from its files.
import { readdirSync, readFileSync } from 'node:fs';

/** A text, or its forms by count. */
export type Message = string | { declarations: string[]; match: Record<string, string> }[];

/** Every message of the language, by key. */
export function readMessages(locale: 'en' | 'zh-CN'): Record<string, Message> {
  const folder = `messages/${locale}`;
  const read = (file: string) =>
    JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, Message>;
  return Object.assign({}, ...readdirSync(folder).map(read)) as Record<string, Message>;
}

/** The texts of a message in all its forms. */
export const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
