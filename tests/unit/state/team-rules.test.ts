import { expect, test } from 'vitest';
import type { Team } from '../../../src/contract/project/project';
import { dayOf, dueAtEndOf, isOverdue } from '../../../src/state/team/due';
import { putBack, withChange, without } from '../../../src/state/app/list-edits';
import { mayApprove } from '../../../src/state/team/review-rule';
import {
  withAccountable,
  withMember,
  withMemberBack,
  withoutMember,
} from '../../../src/state/team/team-edits';

const empty: Team = {
  members: [],
  accountable: {
    goals: null,
    architecture: null,
    data: null,
    model: null,
    deploy: null,
    team: null,
    evaluate: null,
  },
  actingId: null,
};
const member = (id: string) => ({ id, name: id, department: '', role: '' });

test('the first member acts; a second does not take over', () => {
  const team = withMember(withMember(empty, member('ada')), member('wei'));
  expect(team.actingId).toBe('ada');
});

test('a removed member is named for nothing, and comes back as before', () => {
  const before = withAccountable(withMember(withMember(empty, member('ada')), member('wei')), 'data', 'ada');
  const removed = withoutMember(before, 'ada');
  expect(removed).toMatchObject({ actingId: null, accountable: { data: null }, members: [{ id: 'wei' }] });
  expect(withMemberBack(removed, 'ada', before)).toEqual(before);
});

test('what others were named for meanwhile stays theirs', () => {
  const before = withAccountable(withMember(withMember(empty, member('ada')), member('wei')), 'data', 'ada');
  const meanwhile = { ...withAccountable(withoutMember(before, 'ada'), 'data', 'wei'), actingId: 'wei' };
  const back = withMemberBack(meanwhile, 'ada', before);
  expect(back.accountable.data).toBe('wei');
  expect(back.actingId).toBe('wei');
  expect(back.members.map(({ id }) => id)).toEqual(['ada', 'wei']);
});

test('lists: change, remove, put back where it was, never twice', () => {
  const list = [member('a'), member('b'), member('c')];
  expect(withChange(list, 'b', { role: 'x' })[1]?.role).toBe('x');
  const rest = without(list, 'b');
  expect(putBack(rest, member('b'), 1).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(putBack(list, member('b'), 0)).toEqual(list);
  expect(putBack([], member('b'), 7)).toHaveLength(1);
});

test('a day is due until its last millisecond', () => {
  const due = dueAtEndOf('2026-02-28');
  expect(dayOf(due)).toBe('2026-02-28');
  expect(isOverdue({ dueAt: due, doneAt: null }, (due ?? 0) - 1)).toBe(false);
  expect(isOverdue({ dueAt: due, doneAt: null }, (due ?? 0) + 1)).toBe(true);
  expect(isOverdue({ dueAt: due, doneAt: 5 }, (due ?? 0) + 1)).toBe(false);
  expect(dueAtEndOf('')).toBeNull();
});

test('four eyes', () => {
  expect(mayApprove(null, { requestedBy: 'ada' }, { authorId: 'ada' })).toBe('nobody-acts');
  expect(mayApprove('ada', { requestedBy: 'wei' }, { authorId: 'ada' })).toBe('own-version');
  expect(mayApprove('wei', { requestedBy: 'wei' }, { authorId: 'ada' })).toBe('yes');
  expect(mayApprove('wei', { requestedBy: 'wei' }, { authorId: null })).toBe('own-version');
  expect(mayApprove('wei', { requestedBy: null }, { authorId: null })).toBe('author-unknown');
});
