// What the ready configurations have in common: the headers as pairs, the kinds of files, and the words at the top of each.
// Not for any one server's syntax.
import { compressible, contentTypes } from '../content-types.mjs';
import { isolation, securityHeaders } from '../policy.mjs';
import { mountPoint } from '../static-server.mjs';

/** Where the examples expect the content of dist/. */
export const root = '/srv/hearth';

/**
 * @param {{ base?: string, isolated?: boolean, frameAncestors?: string[] }} wishes
 */
export function settings({ base = '/', isolated = false, frameAncestors = [] } = {}) {
  const types = Object.entries(contentTypes).map(([extension, type]) => ({ extension, type }));
  const media = (type) => type.split(';')[0];
  return {
    base: mountPoint(base),
    headers: Object.entries(securityHeaders(frameAncestors)),
    /** Headers that isolation adds; a configuration without it shows them as comments. */
    isolation: Object.entries(isolation),
    isolated,
    types,
    media,
    compressed: types
      .filter(({ extension }) => compressible.includes(extension))
      .map(({ type }) => media(type)),
  };
}

/** First lines of every configuration, as a comment of that server's language. */
export const preamble = (about) => [
  ...about,
  'npm run deploy-files wrote this from the one header policy, and writes it for another path, with isolation or a list of framing origins.',
];

/** Says what to do with the lines of isolation that follow. */
export const isolationNote = 'Isolation (optional, see docs/deploy.md):';
