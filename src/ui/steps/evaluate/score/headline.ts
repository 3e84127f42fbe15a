// What the Evaluate screen concludes, from E and what stands outside its mean. Words are the screen's.
import type { Snapshot } from '../../../../contract/project/evaluation';
import type { Dimension } from '../../../../contract/project/project';

/** The conclusion, from the strongest objection down to the praise. */
export type Conclusion =
  | { kind: 'empty' }
  | { kind: 'veto'; veto: Snapshot['vetoes'][number] }
  | { kind: 'unmet'; count: number }
  | { kind: 'withheld'; coverage: number; thinnest: Dimension | null }
  | { kind: 'release' | 'explored' }
  | { kind: 'pilot' | 'continue' | 'poor'; weakest: Dimension | null };

/** E from which a model is good enough to release, to pilot, to go on with. */
const bars = { release: 0.75, pilot: 0.55, continue: 0.35 } as const;
/** A dimension below this keeps a good mean from a release. */
const weakestForRelease = 0.5;

/**
 * @param judged whether any model was judged at all
 * @param unmet requirements of priority *must* that the test metrics miss
 */
export function conclude(snapshot: Snapshot | null, judged: boolean, unmet: number): Conclusion {
  if (!snapshot || !judged || snapshot.provisional === null) return { kind: 'empty' };
  const [veto] = snapshot.vetoes;
  if (veto) return { kind: 'veto', veto };
  if (unmet > 0) return { kind: 'unmet', count: unmet };
  const { headline, weakest, coverage } = snapshot;
  if (headline === null) return { kind: 'withheld', coverage, thinnest: thinnestOf(snapshot) };
  const weakestScore = snapshot.dimensions.find(({ dimension }) => dimension === weakest)?.score ?? 1;
  // Of an explored idea E says that it may be tried; what a release needs is not due yet.
  if (snapshot.stage === 'explore' && headline >= bars.pilot) return { kind: 'explored' };
  if (headline >= bars.release && weakestScore >= weakestForRelease) return { kind: 'release' };
  if (headline >= bars.pilot) return { kind: 'pilot', weakest };
  return { kind: headline >= bars.continue ? 'continue' : 'poor', weakest };
}

/** The dimension of which least is measured. */
function thinnestOf({ dimensions }: Snapshot): Dimension | null {
  const weighed = dimensions.filter(({ weight }) => weight > 0);
  return weighed.toSorted((a, b) => a.coverage - b.coverage)[0]?.dimension ?? null;
}
