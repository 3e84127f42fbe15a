"""Golden values for src/model/families/knn, from scikit-learn 1.9.1 (NumPy 2, Python 3.11).

Run: python3 scripts/golden/neighbors.py > tests/unit/model/golden/neighbors.json
Features are float32, as the app encodes them; no two rows are equally far from a query.
"""

import json

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

random = np.random.default_rng(20261202)


def short(value):
    return float(np.format_float_positional(np.float32(value), unique=True))


def case(name, task, classes, x, y, queries, k, weights):
    learner = (KNeighborsClassifier if classes else KNeighborsRegressor)(k, weights=weights, algorithm="kd_tree")
    learner.fit(x.astype(np.float64), y.astype(np.float64))
    asked = queries.astype(np.float64)
    distances, rows = learner.kneighbors(asked)
    answers = learner.predict_proba(asked) if classes else learner.predict(asked)
    return {
        "name": name, "task": task, "classes": classes, "k": k, "weights": weights, "width": x.shape[1],
        "features": [short(value) for value in x.ravel()], "labels": [short(value) for value in y],
        "queries": [short(value) for value in queries.ravel()],
        "rows": rows.ravel().tolist(), "distances": distances.ravel().tolist(), "answers": answers.ravel().tolist(),
    }


def cases():
    for width, k in ((3, 1), (7, 5), (18, 20)):
        # Far from the origin products lose digits that differences keep.
        x = (random.normal(size=(100, width)) + (1000 if width == 3 else 0)).astype(np.float32)
        queries = np.vstack([x[::15] + 0.1 * random.normal(size=x[::15].shape), x[:3]]).astype(np.float32)
        number = (x[:, 0] - x[:, 1] * x[:, 2] / 3).astype(np.float32)
        for weights in ("uniform", "distance"):
            yield case(f"a number, {k} by {weights}", "regression", 0, x, number, queries, k, weights)
            two = (number > np.median(number)).astype(np.float32)
            yield case(f"two classes, {k} by {weights}", "binary", 2, x, two, queries, k, weights)
        yield case(f"three classes, {k}", "multiclass", 3, x, np.digitize(number, np.quantile(number, [0.3, 0.6])).astype(np.float32), queries, k, "distance")


print(json.dumps(list(cases())))
