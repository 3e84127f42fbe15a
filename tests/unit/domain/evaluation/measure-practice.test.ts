import { describe, expect, it } from 'vitest';
import * as given from './records';

const { hash, hour, id, now, registered, take, withProject } = given;

describe('takeReadings of deployment, team and ratings', () => {
  it('P1, P3c: reads promotions and verified artefacts', () => {
    const change = {
      ...registered,
      promotions: [
        given.promotion(1),
        given.promotion(2, { at: now - 40 * hour }),
        given.promotion(3, { at: 1 }),
      ],
      facts: [
        given.facts(1, { verified: { holds: true, takenAt: now } }),
        given.facts(2, { verified: { holds: false, takenAt: now } }),
        given.facts(3),
      ],
    };
    expect(take(change, 'P1a')).toMatchObject({ state: 'measured', raw: expect.closeTo(100, 5) as number });
    expect(take(change, 'P1b').raw).toBe(2);
    expect(take(change, 'P3c')).toMatchObject({ raw: 0.5, n: 2, score: 0 });
    expect(take({ ...change, dataset: { ...given.dataset, sha256: hash('7') } }, 'P1a').state).toBe('stale');
    for (const indicator of ['P1a', 'P1b', 'P3c']) expect(take({}, indicator).state).toBe('missing');
  });

  it('T: reads owners, approvals, the spread of work, reviews and tasks', () => {
    const review = (name: string, reviewer: string, hours: number) => ({
      ...{
        id: id(name),
        projectId: id('p1'),
        versionId: id('v2'),
        requestedBy: id('ann'),
        reviewerId: id(reviewer),
      },
      ...{
        decision: 'approved' as const,
        comment: '',
        seal: null,
        requestedAt: now,
        decidedAt: now + hours * hour,
      },
      opened: ['results' as const],
    });
    const task = (name: string, dueAt: number | null, doneAt: number | null) => ({
      ...{ id: id(name), projectId: id('p1'), title: '', assigneeId: id('bob'), dueAt, doneAt, createdAt: 1 },
    });
    const team = {
      ...given.project.team,
      members: [{ id: id('ann'), name: 'Ann', department: '', role: '' }],
      // The second names someone who has left.
      accountable: { ...given.project.team.accountable, goals: id('ann'), data: id('gone') },
    };
    const change = {
      ...registered,
      ...withProject({ team }),
      reviews: [review('w1', 'bob', 10), review('w2', 'ann', 20), review('w3', 'bob', 90)],
      promotions: [
        given.promotion(2, { id: id('k1'), reviewId: id('w1'), waiver: null }),
        given.promotion(2, { id: id('k2'), reviewId: id('w2'), waiver: null }),
        given.promotion(2, { id: id('k3') }),
      ],
      tasks: [
        task('t1', now - 5, now - 6),
        task('t2', now - 5, now - 4),
        task('t3', now - 5, null),
        task('t4', now + 5, null),
        task('t5', null, now),
      ],
    };
    expect(take(change, 'T1a').raw).toBeCloseTo(1 / 7, 12);
    // Approved by someone else once; by the author, and waived.
    expect(take(change, 'T1b')).toMatchObject({ raw: expect.closeTo(1 / 3, 12) as number, n: 3 });
    // Void, as the card was edited since; then approved once more.
    const voided = { [id('w1')]: 'edited' as const, [id('w3')]: 'edited' as const };
    expect(take({ ...change, voided }, 'T1b')).toMatchObject({ raw: 0, n: 3 });
    expect(take({ ...change, voided }, 'T1b').evidence).toContainEqual({
      ...{ table: 'reviews', id: id('w1'), sha256: null },
    });
    const again = [...change.reviews, review('w4', 'bob', 95)];
    expect(take({ ...change, reviews: again, voided }, 'T1b').raw).toBeCloseTo(1 / 3, 12);
    expect(take(change, 'T2a')).toMatchObject({ raw: 20, n: 3 });
    expect(take(change, 'T2b')).toMatchObject({ raw: expect.closeTo(1 / 3, 12) as number, n: 3 });
    // Ann: 2 versions, 3 promotions, 1 review. Bob: 2 reviews, 3 tasks.
    expect(take(change, 'T1c')).toMatchObject({
      raw: expect.closeTo(1 - (36 + 25) / 121, 12) as number,
      n: 11,
    });
  });

  it('T1b, T2a: a review in which nothing was opened counts half, and is named as evidence', () => {
    const review = (opened?: ('results' | 'card')[]) => ({
      ...{
        id: id('w1'),
        projectId: id('p1'),
        versionId: id('v2'),
        requestedBy: id('ann'),
        reviewerId: id('bob'),
      },
      ...{ decision: 'approved' as const, comment: '', seal: null, requestedAt: now, decidedAt: now + hour },
      ...(opened ? { opened } : {}),
    });
    const of = (opened?: ('results' | 'card')[]) => ({
      ...registered,
      reviews: [review(opened)],
      promotions: [given.promotion(2, { reviewId: id('w1'), waiver: null })],
    });
    expect(take(of(['card']), 'T1b')).toMatchObject({ raw: 1, score: 1 });
    expect(take(of([]), 'T1b')).toMatchObject({ raw: 0.5, score: 0 });
    expect(take(of(), 'T1b').raw).toBe(0.5);
    expect(take(of([]), 'T1b').evidence.map(({ table }) => table)).toEqual(['promotions', 'reviews']);
    expect(take(of(['card']), 'T2a')).toMatchObject({ raw: 1, score: 1 });
    expect(take(of([]), 'T2a')).toMatchObject({ score: expect.closeTo(0.5, 9) as number });
  });

  it('H: takes a rating only with a note of its evidence, by its name', () => {
    const rated = (evidence: string, by: string | null) =>
      take(withProject({ ratings: { T3b: { value: 0.75, evidence, by, at: now } } }), 'T3b');
    expect(rated('minutes of May', id('ann'))).toMatchObject({
      state: 'measured',
      score: 0.75,
      by: id('ann'),
    });
    expect(rated('minutes of May', null)).toMatchObject({ state: 'measured', by: 'person' });
    expect(rated(' ', id('ann')).state).toBe('missing');
    // Nobody may answer for what the app measures.
    const ratings = { M3a: { value: 1, evidence: 'trust me', by: null, at: now } };
    expect(take(withProject({ ratings }), 'M3a').state).toBe('missing');
  });
});
