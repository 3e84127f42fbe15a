// The configuration for IIS, from 8 on: a web.config beside index.html.
import { caching } from '../policy.mjs';
import { isolationNote, preamble } from './settings.mjs';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** @param {ReturnType<import('./settings.mjs').settings>} wanted */
export function iis({ headers, isolation, isolated, types }) {
  const header = ([name, value]) => `<add name="${name}" value="${escape(value)}" />`;
  const kinds = [
    ...types,
    { extension: '.gz', type: 'application/octet-stream' },
    { extension: '.', type: 'text/plain; charset=utf-8' }, // files without an ending: notices and licences
  ];
  const [seconds] = /\d+/.exec(caching.assets) ?? ['0'];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<!--',
    ...preamble([
      'Hearth behind IIS: put it beside index.html. It knows no path and so fits any site or application.',
      'What is compressed is set for the whole server (docs/deploy.md). Custom headers of a parent site are inherited: remove there or here what would be sent twice.',
    ]).map((line) => `  ${line}`),
    '-->',
    '<configuration>',
    '  <system.webServer>',
    '    <defaultDocument enabled="true">',
    '      <files>',
    '        <clear />',
    '        <add value="index.html" />',
    '      </files>',
    '    </defaultDocument>',
    '    <directoryBrowse enabled="false" />',
    '    <httpProtocol>',
    '      <customHeaders>',
    '        <remove name="X-Powered-By" />',
    ...headers.flatMap(([name, value]) => [
      `        <remove name="${name}" />`,
      `        ${header([name, value])}`,
    ]),
    `        <!-- ${isolationNote} -->`,
    ...isolation.map((pair) => (isolated ? `        ${header(pair)}` : `        <!-- ${header(pair)} -->`)),
    '      </customHeaders>',
    '    </httpProtocol>',
    '    <staticContent>',
    '      <clientCache cacheControlMode="DisableCache" />',
    ...kinds.flatMap(({ extension, type }) => [
      `      <remove fileExtension="${extension}" />`,
      `      <mimeMap fileExtension="${extension}" mimeType="${type}" />`,
    ]),
    '    </staticContent>',
    '    <urlCompression doStaticCompression="true" doDynamicCompression="false" />',
    '    <security>',
    '      <requestFiltering>',
    '        <verbs allowUnlisted="false">',
    '          <add verb="GET" allowed="true" />',
    '          <add verb="HEAD" allowed="true" />',
    '        </verbs>',
    '      </requestFiltering>',
    '    </security>',
    '  </system.webServer>',
    '  <location path="assets">',
    '    <system.webServer>',
    '      <staticContent>',
    `        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="${String(Number(seconds) / 86_400)}.00:00:00" cacheControlCustom="public, immutable" />`,
    '      </staticContent>',
    '    </system.webServer>',
    '  </location>',
    '</configuration>',
    '',
  ].join('\n');
}
