// The configuration for nginx, from 1.18 on.
import { caching } from '../policy.mjs';
import { isolationNote, preamble, root } from './settings.mjs';

/** @param {ReturnType<import('./settings.mjs').settings>} wanted */
export function nginx({ base, headers, isolation, isolated, types, media, compressed }) {
  const header = ([name, value]) => `add_header ${name} "${value}" always;`;
  const policy = [
    ...headers.map(header),
    `# ${isolationNote}`,
    ...isolation.map((pair) => `${isolated ? '' : '# '}${header(pair)}`),
    'add_header Cache-Control $hearth_caching always;',
  ];
  const indent = (lines, by) => lines.map((line) => `${' '.repeat(by)}${line}`);
  const withCharset = [
    ...new Set(types.filter(({ type }) => type.includes('charset')).map(({ type }) => media(type))),
  ];
  return [
    ...preamble([
      'Hearth behind nginx: a file for /etc/nginx/conf.d/. Set listen, server_name and alias.',
      'nginx inherits no add_header into a place that has one of its own: add none elsewhere without all of these.',
    ]).map((line) => `# ${line}`),
    '',
    '# A file that is not there must not stay so for a year.',
    'map "$status $uri" $hearth_caching {',
    `    default "${caching.rest}";`,
    `    "~^(200|206|304) ${base}assets/" "${caching.assets}";`,
    '}',
    '',
    'server {',
    '    listen 80; # for others than localhost: 443 ssl, with ssl_certificate and ssl_certificate_key',
    '    server_name hearth.example;',
    '    server_tokens off;',
    '    absolute_redirect off;',
    '',
    ...(base === '/'
      ? []
      : [
          `    location = ${base.slice(0, -1)} {`,
          ...indent(policy, 8),
          `        return 308 ${base};`,
          '    }',
          '',
        ]),
    `    location ${base} {`,
    `        alias ${root}/;`,
    '        index index.html;',
    '',
    ...indent(policy, 8),
    '',
    '        default_type application/octet-stream;',
    '        types {',
    ...types.map(({ extension, type }) => `            ${media(type)} ${extension.slice(1)};`),
    '        }',
    '        charset utf-8;',
    `        charset_types ${withCharset.filter((type) => type !== 'text/html').join(' ')};`,
    '',
    '        gzip on;',
    '        gzip_vary on;',
    '        gzip_min_length 512;',
    `        gzip_types ${compressed.filter((type) => type !== 'text/html').join(' ')};`,
    '    }',
    '}',
    '',
  ].join('\n');
}
