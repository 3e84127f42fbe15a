// A card cannot be forged: computed fields have no way in, an edit after an approval voids it, and so does an altered project file.
import { expect, test } from 'vitest';
import { stored } from '../../../src/storage/store/database';
import { approvedModel } from './a-model';
import { faultOf, freshApi } from './call';
import { rewritten, type Bundle, type Json } from './rewritten-file';

test('a computed field has no way in, and nobody signs for nothing', async () => {
  const { call, version } = await approvedModel();
  const before = await call('versionCard', { versionId: version.id });
  const forged = { ...version.card, metrics: 'Test ROC AUC 0.99' };
  const fault = await faultOf(call('saveCard', { versionId: version.id, card: forged }));
  expect([fault.code, fault.place.field]).toEqual(['input_invalid', 'metrics']);
  // Put into the store behind the app's back it is not shown either.
  await stored((db) => db.versions.update(version.id, { card: forged } as never));
  expect((await call('versionCard', { versionId: version.id })).computed).toEqual(before.computed);
});

test('without anybody who acts, a name is asked for', async () => {
  const { call, version, act } = await approvedModel();
  await act(null);
  const request = { versionId: version.id, card: { ...version.card, ethics: 'x' } };
  expect((await faultOf(call('saveCard', request))).place.field).toBe('name');
  expect(await call('saveCard', { ...request, name: ' Cy ' })).toMatchObject({ name: 'Cy', by: null });
});

test('an edit after an approval voids it until someone else approves again', async () => {
  const { call, version, projectId, team, act, review, approve } = await approvedModel();
  await call('promoteVersion', { versionId: version.id, waiver: null });
  expect((await call('getProject', { projectId })).voided).toEqual({});
  const t1b = async () =>
    (await call('evaluateProject', { projectId })).readings.find(({ id }) => id === 'T1b')?.raw;
  expect(await t1b()).toBe(1);
  const approved = await call('versionCard', { versionId: version.id });
  expect(approved.approval).toMatchObject({ state: 'approved', by: 'Bo', cardSha256: approved.cardSha256 });

  await act(team.ada);
  const text = { ...version.card, limitations: 'None at all.' };
  const signed = await call('saveCard', { versionId: version.id, card: text });
  expect(signed).toMatchObject({ name: 'Ada', by: team.ada, text });
  expect(signed.at).toBeGreaterThan(0);
  const card = await call('versionCard', { versionId: version.id });
  expect(card.cardSha256).not.toBe(approved.cardSha256);
  expect(card.artifactSha256).toBe(approved.artifactSha256);
  expect(card.approval).toMatchObject({
    ...{ state: 'void', reason: 'edited', cardSha256: approved.cardSha256 },
  });
  expect((await call('getProject', { projectId })).voided).toEqual({ [review.id]: 'edited' });
  const changes = await call('getChanges', { projectId, changed: { versionFacts: [version.id] } });
  expect(changes.voided).toEqual({ [review.id]: 'edited' });
  expect(await t1b()).toBe(0);
  const fault = await faultOf(call('promoteVersion', { versionId: version.id, waiver: null }));
  expect(fault.code).toBe('approval_needed');

  // Written back as it was: the approved history is not the recorded one, so the approval stays void.
  await call('saveCard', { versionId: version.id, card: version.card });
  expect((await call('getProject', { projectId })).voided).toEqual({ [review.id]: 'edited' });
  expect((await call('getProject', { projectId })).facts[0]?.cards).toHaveLength(3);

  await approve();
  expect((await call('versionCard', { versionId: version.id })).approval.state).toBe('approved');
  expect(await t1b()).toBe(1);
  await call('promoteVersion', { versionId: version.id, waiver: null });
});

test('a copy beside the original keeps the approval', async () => {
  const { call, projectId } = await approvedModel();
  const file = new File([await call('exportProject', { projectId })], 'loans.hearth');
  const copy = await call('importProject', { file });
  expect(copy.projectId).not.toBe(projectId);
  expect((await call('getProject', { projectId: copy.projectId })).voided).toEqual({});
});

const text = (records: Bundle) => (records['versionFacts']?.[0]?.['cards'] as [{ text: Json }])[0].text;
const altered: [string, string, (records: Bundle) => void][] = [
  ['a text that was signed for', 'card', (records) => (text(records)['limitations'] = 'None.')],
  [
    'who signed',
    'card',
    ({ versionFacts }) => Object.assign((versionFacts![0]!['cards'] as [Json])[0], { name: 'Eve' }),
  ],
  [
    'what the records suggested',
    'card',
    ({ versions }) => Object.assign(versions![0]!['card'] as Json, { purpose: 'x' }),
  ],
  ['a comment of the review', 'review', ({ reviews }) => Object.assign(reviews![0]!, { comment: 'Superb.' })],
  ['the reviewer', 'review', ({ reviews }) => Object.assign(reviews![0]!, { decidedAt: 5 })],
  ['a review without a seal', 'review', ({ reviews }) => Object.assign(reviews![0]!, { seal: null })],
  ['the author', 'version', ({ versions }) => Object.assign(versions![0]!, { authorId: null })],
  [
    'a result on test',
    'version',
    ({ judgements }) => Object.assign((judgements![0]!['test'] as { metrics: Json }).metrics, { auc: 0.99 }),
  ],
];

test.each(altered)('in a project file, altered after the approval: %s', async (_, reason, change) => {
  const { call, projectId, review } = await approvedModel();
  const file = await rewritten(await call('exportProject', { projectId }), change);
  const elsewhere = freshApi();
  await elsewhere.call('importProject', { file });
  const view = await elsewhere.call('getProject', { projectId });
  expect(view.voided).toEqual({ [review.id]: reason });
  const versionId = view.versions[0]?.id ?? '';
  const fault = await faultOf(elsewhere.call('promoteVersion', { versionId, waiver: null }));
  expect(fault.code).toBe('approval_needed');
  // A copy beside it does not launder what was altered.
  const copy = await elsewhere.call('importProject', { file });
  const copied = await elsewhere.call('getProject', { projectId: copy.projectId });
  expect(Object.values(copied.voided ?? {})).toEqual([reason]);
});

test('a version altered in a project file is refused by its hash', async () => {
  const { call, projectId } = await approvedModel();
  const file = await rewritten(await call('exportProject', { projectId }), ({ versions }) => {
    const signature = versions![0]!['signature'] as { output: Json };
    signature.output['threshold'] = 0.9;
  });
  expect((await faultOf(freshApi().call('importProject', { file }))).code).toBe('project_file_tampered');
});
