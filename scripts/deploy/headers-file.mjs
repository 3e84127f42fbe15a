// The _headers file that static hosts read (Netlify, Cloudflare Pages and those that follow them).
import { caching } from '../policy.mjs';
import { isolationNote, preamble } from './settings.mjs';

/** @param {ReturnType<import('./settings.mjs').settings>} wanted */
export function headersFile({ base, headers, isolation, isolated }) {
  const header = ([name, value]) => `  ${name}: ${value}`;
  return [
    ...preamble([
      'Hearth on a static host that reads _headers: put it at the root of what is published.',
      'These hosts let a browser ask again for every other file by themselves; a second Cache-Control would be joined to the first.',
    ]).map((line) => `# ${line}`),
    '',
    `${base}*`,
    ...headers.map(header),
    `  # ${isolationNote}`,
    ...isolation.map((pair) => (isolated ? header(pair) : `  # ${header(pair).trim()}`)),
    '',
    `${base}assets/*`,
    header(['Cache-Control', caching.assets]),
    '',
  ].join('\n');
}
