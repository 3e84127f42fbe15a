"""Golden values of weighted classes in src/model/families/glm, from scikit-learn 1.9.1: the problems of glm.json, balanced.

Run: python3 scripts/golden/class-weights.py > tests/fixtures/golden/class-weights.json
"""

import json

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_class_weight

with open("tests/unit/model/golden/glm.json", encoding="utf-8") as file:
    problems = {problem["name"]: problem for problem in json.load(file)}

golden = []
for name in ["binary", "multinomial, three classes"]:
    problem = problems[name]
    y = np.array(problem["labels"])
    x = np.array(problem["features"], np.float32).reshape(len(y), -1).astype(np.float64)
    # Rows of the second class are thinned out, so that the classes are not alike.
    kept = (y != 1) | (np.arange(len(y)) % 3 == 0)
    x, y = x[kept], y[kept]
    model = LogisticRegression(
        C=1 / problem["l2"], class_weight="balanced", tol=1e-10, max_iter=10_000, solver="newton-cholesky"
    ).fit(x, y)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(intercepts) > 1:
        coefficients = coefficients - coefficients.mean(axis=0)
        intercepts = intercepts - intercepts.mean()
    golden.append(
        {
            "name": name,
            "kept": kept.tolist(),
            "counts": [int((y == label).sum()) for label in model.classes_],
            "weights": compute_class_weight("balanced", classes=model.classes_, y=y).tolist(),
            "parameters": np.vstack([coefficients.T, intercepts]).ravel().tolist(),
        }
    )
print(json.dumps(golden))
