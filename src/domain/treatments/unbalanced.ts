// Whether classes are so unequal that a model may do well to learn the frequent ones only.
import type { ColumnProfile } from '../../contract/data/dataset';

/** The rarest of the classes that the profile shows has less than half of what each would have if all were equal. */
export function areUnbalanced(profile: Pick<ColumnProfile, 'top' | 'distinct'> | undefined): boolean {
  const counts = profile?.top.map(({ count }) => count) ?? [];
  if (counts.length < 2) return false;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return Math.min(...counts) < rows / counts.length / 2;
}
