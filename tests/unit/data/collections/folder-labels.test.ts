// What folders say of their files.
import { expect, it } from 'vitest';
import { folderLabels } from '../../../../src/data/collections/folder-labels';

it.each<[string, string[], (string | null)[], (string | null)[]]>([
  ['folders are labels', ['cats/1.png', 'dogs/2.png'], ['cats', 'dogs'], [null, null]],
  ['a folder around them is none', ['pets/cats/1.png', 'pets/dogs/2.png'], ['cats', 'dogs'], [null, null]],
  [
    'folders inside them are none',
    ['cats/a/1.png', 'cats/b/2.png', 'dogs/3.png'],
    ['cats', 'cats', 'dogs'],
    [null, null, null],
  ],
  ['a lone folder is one', ['cats/1.png', 'cats/2.png'], ['cats', 'cats'], [null, null]],
  ['no folder is none', ['1.png', '2.png'], [null, null], [null, null]],
  ['a file beside the folders has none', ['1.png', 'cats/2.png'], [null, 'cats'], [null, null]],
  [
    'train and test above them are parts',
    ['data/train/cats/1.png', 'data/train/dogs/2.png', 'data/test/cats/3.png'],
    ['cats', 'dogs', 'cats'],
    ['train', 'train', 'test'],
  ],
  ['parts without labels', ['train/1.png', 'val/2.png'], [null, null], ['train', 'val']],
  ['labels that only look like parts', ['train/1.png', 'bus/2.png'], ['train', 'bus'], [null, null]],
  [
    'one part alone is a folder around them',
    ['train/cats/1.png', 'train/dogs/2.png'],
    ['cats', 'dogs'],
    [null, null],
  ],
])('%s', (_, paths, labels, parts) => {
  const { of } = folderLabels(paths);
  expect(of.map(({ label }) => label)).toEqual(labels);
  expect(of.map(({ part }) => part)).toEqual(parts);
});
