// Changes to a team, each giving a new one: who is in it, who acts, who is accountable. Not for tasks and reviews: team-editor.svelte.ts.
import { steps, type Member, type Step, type Team } from '../../contract/project/project';
import { putBack, without } from '../app/list-edits';

/** The team with a member more, who acts from now on where nobody did. */
export function withMember(team: Team, member: Member): Team {
  return { ...team, members: [...team.members, member], actingId: team.actingId ?? member.id };
}

/** The team without a member, and without what they were named for. */
export function withoutMember(team: Team, id: string): Team {
  const accountable = { ...team.accountable };
  for (const step of steps) if (accountable[step] === id) accountable[step] = null;
  return {
    members: without(team.members, id),
    accountable,
    actingId: team.actingId === id ? null : team.actingId,
  };
}

/** A member put back, with what they were named for in `before` and nobody else was named for since. */
export function withMemberBack(team: Team, id: string, before: Team): Team {
  const index = before.members.findIndex((member) => member.id === id);
  const member = before.members[index];
  if (!member) return team;
  const accountable = { ...team.accountable };
  for (const step of steps) if (before.accountable[step] === id) accountable[step] ??= id;
  return {
    members: putBack(team.members, member, index),
    accountable,
    actingId: team.actingId ?? (before.actingId === id ? id : null),
  };
}

/** The team with another person, or nobody, accountable for a step. */
export function withAccountable(team: Team, step: Step, id: string | null): Team {
  return { ...team, accountable: { ...team.accountable, [step]: id } };
}
