// The configuration for Apache, from 2.4.10 on: a .htaccess, which knows no path and so fits any.
import { caching } from '../policy.mjs';
import { isolationNote, preamble } from './settings.mjs';

/** @param {ReturnType<import('./settings.mjs').settings>} wanted */
export function apache({ headers, isolation, isolated, types, compressed }) {
  const header = ([name, value]) => `Header always set ${name} "${value}"`;
  return [
    ...preamble([
      'Hearth behind Apache: put it beside index.html under the name .htaccess, in a folder with AllowOverride All.',
      'It needs the modules headers, filter and deflate. Without one of them Apache answers 500 rather than without the policy.',
    ]).map((line) => `# ${line}`),
    '',
    'Options -Indexes',
    'DirectoryIndex index.html',
    '',
    ...headers.map(header),
    `# ${isolationNote}`,
    ...isolation.map((pair) => `${isolated ? '' : '# '}${header(pair)}`),
    `Header always set Cache-Control "${caching.rest}"`,
    '# A file that is not there must not stay so for a year.',
    `Header always set Cache-Control "${caching.assets}" "expr=%{REQUEST_URI} =~ m#/assets/# && %{REQUEST_STATUS} =~ /^(200|206|304)$/"`,
    '',
    ...types.map(({ extension, type }) => `AddType "${type}" ${extension}`),
    '# A sample that is packed as .gz is opened by the app, not by the browser.',
    'RemoveType .gz',
    'RemoveEncoding .gz',
    `AddOutputFilterByType DEFLATE ${compressed.join(' ')}`,
    '',
    '<LimitExcept GET>',
    '    Require all denied',
    '</LimitExcept>',
    '',
  ].join('\n');
}
