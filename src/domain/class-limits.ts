// How many classes a target may have, each limit once. Not for metrics: they take as many as there are.

/** What a column of so many distinct values is taken for. */
export const classLimits = {
  /** With more the last column is not guessed to be the target, where no name says so. */
  guessedTarget: 30,
  /** With more a column of words is no target that a task is proposed for, unless its name says that it is one. */
  proposed: 50,
  /** With more a column of numbers is not offered as classes to choose by hand. */
  ofNumbers: 100,
  /** With more a column is refused as a target: it is an identifier or a measurement. */
  learnt: 1000,
} as const;
