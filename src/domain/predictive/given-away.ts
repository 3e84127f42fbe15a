// Which columns are suspected to give the target away, and what a person answered. For Data, for E and wherever a release is decided.
import type { Partition } from '../../contract/data/dataset';
import type { DataPlan } from '../../contract/project/project';
import { suspicionFrom, vetoFrom } from './power';
import { ownValue } from '../../contract/data/own-value';

/** A suspected column: how well it alone predicts the target, and the answer that it is known before a prediction. */
export interface GivenAway {
  name: string;
  score: number;
  answer: NonNullable<DataPlan['knownBefore']>[string] | null;
  /** It forbids a release until somebody answers or it is dropped. */
  vetoed: boolean;
}

/** The suspected columns of a partition, the strongest first; an answer counts for the target that it was given for. */
export function givenAway(
  { quality }: Pick<Partition, 'quality'>,
  { target, knownBefore }: Pick<DataPlan, 'target' | 'knownBefore'>,
): GivenAway[] {
  return (quality.predictive?.columns ?? [])
    .filter(({ score }) => score >= suspicionFrom)
    .toSorted((a, b) => b.score - a.score)
    .map(({ name, score }) => {
      const given = ownValue(knownBefore, name);
      const answer = given && given.target === target && given.reason.trim() !== '' ? given : null;
      return { name, score, answer, vetoed: score >= vetoFrom && answer === null };
    });
}
