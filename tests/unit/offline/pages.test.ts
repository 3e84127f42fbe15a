// Which page answers a navigation, from any folder that the app lies in.
import { describe, expect, test } from 'vitest';
import { pageFor } from '../../../src/offline/pages';

const scope = 'https://intra.example/tools/hearth/';
const page = (path: string) => pageFor(new URL(path, scope), scope);

describe('the page for an address', () => {
  test.each([
    ['./', 'index.html'],
    ['./?utm=1#/privacy', 'index.html'],
    ['index.html', 'index.html'],
    ['embed.html?theme=dark#/predict/01J', 'embed.html'],
    ['headless.html', 'headless.html'],
  ])('%s is %s', (path, expected) => expect(page(path)).toBe(expected));

  test.each([
    'report',
    'docs/',
    'docs/a.html',
    '../',
    '../other/index.html',
    '/',
    'https://elsewhere.example/tools/hearth/',
  ])('%s is not the app’s', (path) => expect(page(path)).toBeNull());
});
