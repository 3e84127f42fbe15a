// Members by name, wherever an id stands in a record.
import type { Member } from '../../../contract/project/project';
import { m } from '../../../i18n/paraglide/messages.js';

/** The member's name; a word for one that is not on record, and one for someone who left the team. */
export function memberName(members: readonly Member[], id: string | null): string {
  if (id === null) return m.team_unknown();
  const member = members.find((each) => each.id === id);
  return member ? member.name || m.team_unnamed() : m.team_former();
}

/** Options of a select over the members, with nobody first. */
export function memberOptions(
  members: readonly Member[],
  nobody: string,
): { value: string; label: string }[] {
  return [
    { value: '', label: nobody },
    ...members.map(({ id, name }) => ({ value: id, label: name || m.team_unnamed() })),
  ];
}
