"""Golden values for src/model/families/glm, from scikit-learn 1.9.1 (NumPy 2.4.6, Python 3.11).

Run: python3 scripts/golden/glm.py > tests/unit/model/golden/glm.json
Features are float32, as the app encodes them. `l2` is the app's penalty: alpha of Ridge, 1 / C of LogisticRegression.
"""

import json
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge

random = np.random.default_rng(20240611)


def features(rows, width):
    return random.normal(size=(rows, width)).round(3).astype(np.float32)


def short(value):
    return float(np.format_float_positional(np.float32(value), unique=True))


def ridge(x, y, l2):
    model = Ridge(alpha=l2, solver="svd").fit(x.astype(np.float64), y)
    return model.coef_.reshape(1, -1), np.atleast_1d(model.intercept_)


def logistic(x, y, l2):
    model = LogisticRegression(C=1 / l2, tol=1e-10, max_iter=10_000, solver="newton-cholesky").fit(x.astype(np.float64), y)
    if len(model.intercept_) == 1:
        return model.coef_, model.intercept_
    # Of several classes the same number on every intercept changes nothing; the app has the intercepts whose sum is 0, as lbfgs does.
    return model.coef_ - model.coef_.mean(axis=0), model.intercept_ - model.intercept_.mean()


def case(name, task, x, y, l2, classes=0):
    coefficients, intercepts = (ridge if task == "regression" else logistic)(x, y, l2)
    return {
        "name": name,
        "task": task,
        "classes": classes,
        "l2": l2,
        "width": x.shape[1],
        "features": [short(value) for value in x.ravel()],
        "labels": [short(value) for value in y],
        # [width + 1, outputs], the intercepts in the last row
        "parameters": [float(value) for value in np.vstack([coefficients.T, intercepts]).ravel()],
    }


def binary_labels(x, weights, bias):
    return (random.uniform(size=len(x)) < 1 / (1 + np.exp(-(x @ weights + bias)))).astype(np.float32)


def cases():
    x = features(60, 4)
    y = binary_labels(x, np.array([1.5, -2.0, 0.3, 0.0]), 0.4)
    yield case("binary", "binary", x, y, 1.0, 2)
    yield case("binary, a weak penalty", "binary", x, y, 0.01, 2)
    yield case("binary, a strong penalty", "binary", x, y, 50.0, 2)

    scores = x @ random.normal(size=(4, 3)) + random.gumbel(size=(60, 3))
    several = scores.argmax(axis=1).astype(np.float32)
    yield case("multinomial, three classes", "multiclass", x, several, 1.0, 3)
    yield case("multinomial, a weak penalty", "multiclass", x, several, 0.05, 3)

    number = (x @ np.array([0.5, -1.0, 2.0, 0.1]) + 3 + 0.2 * random.normal(size=60)).astype(np.float32)
    yield case("ridge", "regression", x, number, 1.0)
    yield case("ridge, far from the origin", "regression", (x + 1000).astype(np.float32), number, 0.5)

    apart = features(40, 2)
    apart[:, 0] += np.where(np.arange(40) % 2 == 0, 8, -8).astype(np.float32)
    yield case("separable", "binary", apart, (np.arange(40) % 2 == 0).astype(np.float32), 1.0, 2)

    constant = features(50, 3)
    constant[:, 1] = 2.5
    yield case("a constant column", "binary", constant, binary_labels(constant, np.array([1, 0, -1]), 0), 1.0, 2)

    collinear = features(50, 3)
    collinear[:, 2] = collinear[:, 0] * 2
    yield case("collinear columns, binary", "binary", collinear, binary_labels(collinear, np.array([1, 1, 0]), 0), 1.0, 2)
    target = (collinear @ np.array([1.0, -0.5, 0.25]) + 0.1 * random.normal(size=50)).astype(np.float32)
    yield case("collinear columns, ridge", "regression", collinear, target, 1.0)

    # One-hot columns of a category; no row of class 2 has its last level, and few values are not 0.
    levels = random.integers(0, 7, size=80)
    labels = random.integers(0, 3, size=80).astype(np.float32)
    levels[(levels == 6) & (labels == 2)] = 0
    hot = np.eye(8, dtype=np.float32)[levels]  # the eighth column is 0 everywhere
    yield case("a class misses a level", "multiclass", hot, labels, 1.0, 3)

    wide = features(12, 30)
    yield case("fewer rows than columns, binary", "binary", wide, (np.arange(12) % 3 == 0).astype(np.float32), 1.0, 2)
    yield case("fewer rows than columns, ridge", "regression", wide, random.normal(size=12).astype(np.float32), 1.0)

    # More parameters than the second derivative is built for: L-BFGS.
    broad = features(40, 180)
    yield case("many parameters", "multiclass", broad, random.integers(0, 3, size=40).astype(np.float32), 1.0, 3)


with warnings.catch_warnings():
    warnings.simplefilter("error")
    print(json.dumps(list(cases())))
