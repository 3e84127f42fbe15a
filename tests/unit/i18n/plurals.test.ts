// One of a thing is not “1 things”: the texts that count have a form for one, and callers give the number beside its shown form.
import { describe, expect, test } from 'vitest';
import { faultText } from '../../../src/i18n/fault-text';
import { m } from '../../../src/i18n/paraglide/messages.js';
import { readMessages, textsOf } from './read-messages';

describe('a count of one', () => {
  test.each([
    [m.data_rows({ count: 1, shown: '1' }), '1 row'],
    [m.data_rows({ count: 2000, shown: '2,000' }), '2,000 rows'],
    [m.goals_title_not_met({ unmet: 1, count: 1 }), '1 of 1 requirement not met'],
    [m.team_title_waiting({ count: 1 }), '1 approval pending'],
    [m.shell_privacy_requests({ count: 1, shown: '1' }), '1 request since page load'],
  ])('%s', (text, expected) => expect(text).toBe(expected));

  test('of a fault’s parameter', () => {
    const ragged = { code: 'row_ragged', place: {}, params: { expected: 2, found: 1 } } as const;
    expect(faultText(ragged).what).toBe('This row has 1 cell; the header has 2.');
    expect(faultText({ code: 'rows_too_few', place: {}, params: { rows: 1 } }).where).toBe('1 row');
  });
});

test('a number before a plural noun has a form for one', () => {
  const counted =
    /\{\w+\} (?!needs )(?:\w+[- ])?(?:rows|cells|columns|images|epochs|runs|versions|projects|requests|predictions|features|requirements|indicators|steps|items|snapshots|parameters|approvals|checkpoints|changes|jobs|files|days|members|tasks|values|classes)\b(?!\/)/;
  // Never one: a choice of at least two, a constant of the app, a list, or a text with a sibling for one.
  const never = [
    'evaluate_headline_unmet',
    'evaluate_matrix',
    'goals_stage_due',
    'fault_target_too_many_classes_limit',
    'fault_model_classes',
    'runs_compare_most',
    'runs_compare_beside',
    'runs_many_pairs',
    'runs_many_runs',
  ];
  const wrong = Object.entries(readMessages('en')).filter(
    ([key, message]) =>
      typeof message === 'string' &&
      textsOf(message).some((text) => counted.test(text)) &&
      !never.includes(key),
  );
  expect(wrong).toEqual([]);
});
