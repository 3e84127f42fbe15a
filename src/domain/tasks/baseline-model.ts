// The model of a task's baseline, by its family and settings. The penalty is the one that scikit-learn takes where none is given.

/** A linear model solved exactly, with the link that suits the task. */
export const linearBaseline = { family: 'glm', settings: { l2: 1 } } as const;
