// The configuration for Caddy, from 2.6 on.
import { caching } from '../policy.mjs';
import { isolationNote, preamble, root } from './settings.mjs';

/** @param {ReturnType<import('./settings.mjs').settings>} wanted */
export function caddy({ base, headers, isolation, isolated, types, compressed }) {
  const bare = base.slice(0, -1);
  return [
    ...preamble(['Hearth behind Caddy. Set the address and the root.']).map((line) => `# ${line}`),
    '',
    'hearth.example {',
    `\t@hearth path ${base === '/' ? '/*' : `${bare} ${base}*`}`,
    '\theader @hearth {',
    ...headers.map(([name, value]) => `\t\t${name} "${value}"`),
    `\t\t# ${isolationNote}`,
    ...isolation.map(([name, value]) => `\t\t${isolated ? '' : '# '}${name} "${value}"`),
    `\t\tCache-Control "${caching.rest}"`,
    '\t}',
    ...(base === '/' ? ['\thandle {'] : [`\tredir ${bare} ${base} 308`, `\thandle_path ${base}* {`]),
    `\t\troot * ${root}`,
    '\t\t@writing not method GET HEAD',
    '\t\trespond @writing 405',
    '\t\t# A file that is not there must not stay so for a year.',
    '\t\t@found {',
    '\t\t\tpath /assets/*',
    '\t\t\tfile',
    '\t\t}',
    `\t\theader @found Cache-Control "${caching.assets}"`,
    ...types.flatMap(({ extension, type }) => [
      `\t\t@${extension.slice(1)} path *${extension}`,
      `\t\theader @${extension.slice(1)} Content-Type "${type}"`,
    ]),
    '\t\tencode gzip {',
    '\t\t\tmatch {',
    ...compressed.map((type) => `\t\t\t\theader Content-Type ${type}*`),
    '\t\t\t}',
    '\t\t}',
    '\t\tfile_server',
    '\t}',
    '}',
    '',
  ].join('\n');
}
