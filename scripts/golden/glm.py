"""Golden values for src/model/families/glm, from scikit-learn 1.9.1 (NumPy 2.4.6, Python 3.11).

Run: python3 scripts/golden/glm.py > tests/unit/model/golden/glm.json
Features are float32, as the app encodes them. `settings` are the app's: l1 and l2 stand beside the sum of the losses of all n rows, so that
- squares: Ridge(alpha=l2); ElasticNet(alpha=(l1 + l2) / n, l1_ratio=l1 / (l1 + l2)); Lasso(alpha=l1 / n);
- classes: LogisticRegression(C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2));
- Huber: HuberRegressor(epsilon, alpha=l2), followed until the gradient of its loss is 0;
- counts: PoissonRegressor(alpha=l2 / n).
"""

import json
import warnings

import numpy as np
from scipy.optimize import root
from sklearn.linear_model import ElasticNet, HuberRegressor, Lasso, LogisticRegression, PoissonRegressor, Ridge
from sklearn.linear_model._huber import _huber_loss_and_gradient

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


def elastic(x, y, l1, l2):
    n, exact = len(y), {"tol": 1e-14, "max_iter": 1_000_000}
    model = Lasso(alpha=l1 / n, **exact) if l2 == 0 else ElasticNet(alpha=(l1 + l2) / n, l1_ratio=l1 / (l1 + l2), **exact)
    model.fit(x.astype(np.float64), y.astype(np.float64))
    return model.coef_.reshape(1, -1), np.atleast_1d(model.intercept_)


def elastic_logistic(x, y, l1, l2):
    model = LogisticRegression(
        C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2), solver="saga", tol=1e-13, max_iter=1_000_000, random_state=1
    ).fit(x.astype(np.float64), y)
    intercepts = model.intercept_ if len(model.intercept_) == 1 else model.intercept_ - model.intercept_.mean()
    return model.coef_, intercepts


def huber(x, y, l2, epsilon):
    x, y = x.astype(np.float64), y.astype(np.float64)
    model = HuberRegressor(epsilon=epsilon, alpha=l2, tol=1e-7, max_iter=100_000).fit(x, y)
    # Its own loss, followed to where the gradient is 0: the fit alone ends some 1e-6 away.
    slope = lambda at: _huber_loss_and_gradient(at, x, y, epsilon, l2, np.ones(len(y)))[1]
    solved = root(slope, np.concatenate([model.coef_, [model.intercept_, model.scale_]]), tol=1e-14)
    assert np.abs(slope(solved.x)).max() < 1e-8 and np.abs(solved.x[:-2] - model.coef_).max() < 1e-3
    return solved.x[:-2].reshape(1, -1), solved.x[-2:-1]


def poisson(x, y, l2):
    model = PoissonRegressor(alpha=l2 / len(y), solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(x.astype(np.float64), y.astype(np.float64))
    return model.coef_.reshape(1, -1), np.atleast_1d(model.intercept_)


def fitted(task, x, y, l2, l1=0, loss="squared", epsilon=1.35):
    if loss == "huber":
        return huber(x, y, l2, epsilon)
    if loss == "poisson":
        return poisson(x, y, l2)
    if l1 > 0:
        return (elastic if task == "regression" else elastic_logistic)(x, y, l1, l2)
    return (ridge if task == "regression" else logistic)(x, y, l2)


def case(name, task, x, y, l2, classes=0, **more):
    coefficients, intercepts = fitted(task, x, y, l2, **more)
    return {
        "name": name,
        "task": task,
        "classes": classes,
        "settings": {"l2": l2, **more},
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

    yield case("elastic net", "regression", x, number, 3.0, l1=6.0)
    yield case("lasso", "regression", x, number, 0.0, l1=12.0)
    yield case("lasso, all but the intercept 0", "regression", x, number, 0.0, l1=1000.0)
    yield case("elastic net, collinear columns", "regression", collinear, target, 1.0, l1=2.0)
    yield case("elastic net, fewer rows than columns", "regression", wide, random.normal(size=12).astype(np.float32), 0.2, l1=0.5)
    yield case("elastic net, one-hot columns", "multiclass", hot, labels, 0.5, 3, l1=0.5)
    yield case("binary, elastic net", "binary", x, y, 0.5, 2, l1=1.5)
    yield case("binary, L1 alone", "binary", x, y, 0.0, 2, l1=2.0)
    yield case("multinomial, elastic net", "multiclass", x, several, 1.0, 3, l1=1.0)
    yield case("many parameters, elastic net", "multiclass", broad, random.integers(0, 3, size=40).astype(np.float32), 1.0, 3, l1=0.5)

    odd = number.copy()
    odd[::9] += 8
    yield case("Huber", "regression", x, odd, 0.0, loss="huber", epsilon=1.35)
    yield case("Huber, a penalty", "regression", x, odd, 2.0, loss="huber", epsilon=1.35)
    yield case("Huber, most rows outside", "regression", x, odd, 0.1, loss="huber", epsilon=1.1)

    counts = random.poisson(np.exp(x @ np.array([0.4, -0.3, 0.1, 0.0]) + 1)).astype(np.float32)
    yield case("Poisson", "regression", x, counts, 0.0, loss="poisson")
    yield case("Poisson, a penalty", "regression", x, counts, 5.0, loss="poisson")
    yield case("Poisson, large counts", "regression", x, np.float32(random.poisson(np.exp(x @ np.array([0.4, -0.3, 0.1, 0.0]) + 7))), 1.0, loss="poisson")


with warnings.catch_warnings():
    warnings.simplefilter("error")
    print(json.dumps(list(cases())))
