// The deployer's list of origins that may frame the app: read from hearth.config.json, checked, and held against the header policy.
// The app reads the same file at run time (src/embed/framing-guard.ts), where a slip allows nothing; here it is said what is wrong.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentSecurityPolicy } from './policy.mjs';

export const configName = 'hearth.config.json';

/**
 * The origins that a configuration names. Throws with the file and the field where it is not as it must be.
 * @param {string} text the file's content
 * @param {string} file its name, for the message
 * @returns {string[]}
 */
export function parseFrameAncestors(text, file) {
  const refuse = (field, why) => {
    throw new Error(`${file}: ${field ? `${field}: ` : ''}${why}`);
  };
  let config;
  try {
    config = JSON.parse(text);
  } catch (error) {
    refuse('', `not JSON (${error.message})`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    refuse('', 'must be an object, such as { "frameAncestors": [] }');
  for (const field of Object.keys(config))
    if (field !== 'frameAncestors') refuse(field, 'is not a known field');
  const {
    frameAncestors = refuse('frameAncestors', 'is missing; [] lets only the app’s own origin frame it'),
  } = config;
  if (!Array.isArray(frameAncestors)) refuse('frameAncestors', 'must be a list of origins');
  frameAncestors.forEach((origin, index) => {
    const why = faultOf(origin);
    if (why) refuse(`frameAncestors[${index}]`, `${JSON.stringify(origin)} ${why}`);
  });
  return frameAncestors;
}

function faultOf(origin) {
  if (typeof origin !== 'string') return 'is not a text';
  if (origin.includes('*')) return 'has a wildcard: name each origin';
  let url;
  try {
    url = new URL(origin);
  } catch {
    return 'is not an origin, such as "https://portal.example"';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https:// or http://';
  return url.origin === origin ? null : `is not a plain origin: write "${url.origin}"`;
}

/** The list of a folder's configuration, held against the policy that is made of it; none where there is no file. */
export function frameAncestorsOf(folder) {
  const file = join(folder, configName);
  if (!existsSync(file)) return [];
  const origins = parseFrameAncestors(readFileSync(file, 'utf8'), file);
  const [, sources = ''] = /(?:^|; )frame-ancestors ([^;]*)/.exec(contentSecurityPolicy(origins)) ?? [];
  const expected = ["'self'", ...origins].join(' ');
  if (sources !== expected)
    throw new Error(`${file}: frameAncestors: the header policy allows "${sources}", the list "${expected}"`);
  return origins;
}

/** Vite: a build with a configuration that is not as it must be fails. */
export function checkFrameAncestors(folder = 'public') {
  return { name: 'hearth-frame-ancestors', apply: 'build', buildStart: () => void frameAncestorsOf(folder) };
}
