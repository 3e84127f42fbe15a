import { expect, test } from 'vitest';
import { matchCommands, type Command } from '../../../src/ui/shell/commands/match-commands';

const command = (id: string, label: string, keywords = '', group = 'Credit scoring'): Command => ({
  id,
  label,
  group,
  keywords,
  run: () => undefined,
});
const commands = [
  command('step-data', 'Go to Data', 'data'),
  command('run-all', 'Run all steps', 'pipeline'),
  command('train', 'Train a model'),
  command('locale-zh', '语言：简体中文', 'language 语言', '设置'),
  command('cafe', 'Open project Café au lait', 'project', 'Projects'),
];
const ids = (query: string) => matchCommands(commands, query).map(({ id }) => id);

test('everything in its own order where nothing is typed', () => {
  expect(ids('  ')).toEqual(['step-data', 'run-all', 'train', 'locale-zh', 'cafe']);
});

test('every word must be answered', () => {
  expect(ids('run all')).toEqual(['run-all']);
  expect(ids('run nothing')).toEqual([]);
});

test('a label that begins with the word comes before one that has it inside', () => {
  expect(ids('tr')[0]).toBe('train');
});

test('case, accents and width do not matter; keywords of the other language count', () => {
  expect(ids('CAFE')).toEqual(['cafe']);
  expect(ids('language')).toEqual(['locale-zh']);
  expect(ids('ｄａｔａ')).toEqual(['step-data']);
});
