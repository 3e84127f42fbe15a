// The model of a task's baseline, by its family and settings.

/**
 * A linear model solved exactly, with the link that suits the task. Its L2 penalty is chosen by rows that the fit has not seen, as RidgeCV and
 * LogisticRegressionCV do; where there are too few of those it is the one that scikit-learn takes where none is given.
 */
export const linearBaseline = { family: 'glm', settings: { l2: 1, penalty: 'chosen' } } as const;
