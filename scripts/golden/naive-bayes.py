"""Golden values for src/model/families/naive-bayes, from scikit-learn 1.9.1 (NumPy 2, Python 3.11).

Run: python3 scripts/golden/naive-bayes.py > tests/unit/model/golden/naive-bayes.json
Numbers are float32 and standardised, where scikit-learn adds the same to each variance as the app does; categories are codes. The two kinds of
columns are two models there: their joint log likelihoods add up, less the logarithm of the prior that both have.
"""

import json

import numpy as np
from sklearn.naive_bayes import CategoricalNB, GaussianNB

random = np.random.default_rng(20261203)


def short(value):
    return float(np.format_float_positional(np.float32(value), unique=True))


def case(name, classes, rows, numbers, levels, alpha=1.0, smoothing=1e-9, weights=None, priors="observed"):
    y = random.integers(0, classes, size=rows + 20) if weights is None else (random.uniform(size=rows + 20) < 0.2).astype(int)
    x = random.normal(size=(rows + 20, numbers)) * (1 + y[:, None]) + y[:, None] * np.arange(numbers)
    # float32 has each column's variance 1 but for 10⁻⁷ of it, of which smoothing takes 10⁻⁹.
    x = ((x - x[:rows].mean(axis=0)) / x[:rows].std(axis=0)).astype(np.float32) if numbers else np.zeros((rows + 20, 0), np.float32)
    codes = [(random.integers(0, count, size=rows + 20) + (y * random.integers(0, 2, size=rows + 20))) % count for count in levels]
    code = np.array(codes).T.reshape(rows + 20, len(levels))
    prior = None if priors == "observed" else np.full(classes, 1 / classes)
    sample = None if weights is None else np.array(weights)[y[:rows]]
    joint = np.zeros((20, classes))
    if numbers:
        gaussian = GaussianNB(var_smoothing=smoothing, priors=prior).fit(x[:rows].astype(np.float64), y[:rows], sample_weight=sample)
        joint += gaussian._joint_log_likelihood(x[rows:].astype(np.float64))
        log_prior = np.log(gaussian.class_prior_)
    if levels:
        categorical = CategoricalNB(alpha=alpha, class_prior=prior, min_categories=[count + 1 for count in levels])
        categorical.fit(code[:rows], y[:rows], sample_weight=sample)
        joint += categorical._joint_log_likelihood(code[rows:])
        log_prior = categorical.class_log_prior_
    if numbers and levels:
        joint -= log_prior
    return {
        "name": name, "classes": classes, "numbers": numbers, "levels": levels, "weights": weights,
        "settings": {"alpha": alpha, "varianceSmoothing": smoothing, "priors": priors},
        "features": [[short(value) for value in row] for row in np.hstack([x, code.astype(np.float32)])],
        "labels": y[:rows].tolist(), "joint": joint.ravel().tolist(),
    }


def cases():
    yield case("numbers, two classes", 2, 80, 4, [])
    yield case("numbers, three classes, alike", 3, 90, 3, [], smoothing=0.01, priors="uniform")
    yield case("categories", 2, 80, 0, [3, 7, 2])
    yield case("categories, four classes, little smoothing", 4, 120, 0, [5, 4], alpha=0.1)
    yield case("numbers and categories", 3, 100, 2, [4, 6])
    yield case("numbers and categories, weighted", 2, 100, 2, [4, 6], weights=[0.625, 2.5])


print(json.dumps(list(cases())))
