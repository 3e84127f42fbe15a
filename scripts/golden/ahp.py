"""Makes tests/fixtures/golden/ahp.json: AHP weights and consistency ratios by numpy's eigenvalues.

Run with: python3 scripts/golden/ahp.py   (needs numpy; the tests do not)
"""

import json
from pathlib import Path

import numpy as np

names = ["architecture", "data", "model", "deployment", "team"]
random_index = 1.12
rng = np.random.default_rng(5)
scale = [1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5, 7, 9]


def case(upper):
    matrix = np.ones((5, 5))
    for (i, j), value in upper.items():
        matrix[i, j], matrix[j, i] = value, 1 / value
    means = np.exp(np.log(matrix).mean(axis=1))
    largest = float(np.linalg.eigvals(matrix).real.max())
    triads = [
        (abs(np.log(matrix[i, j] * matrix[j, k] * matrix[k, i])), [names[i], names[j], names[k]])
        for i in range(5)
        for j in range(i + 1, 5)
        for k in range(j + 1, 5)
    ]
    return {
        "judgements": {f"{names[i]}:{names[j]}": value for (i, j), value in upper.items()},
        "weights": dict(zip(names, (means / means.sum()).tolist())),
        "consistencyRatio": (largest - 5) / 4 / random_index,
        "worstTriad": max(triads, key=lambda triad: triad[0])[1],
    }


pairs = [(i, j) for i in range(5) for j in range(i + 1, 5)]
cases = [case({pair: float(rng.choice(scale)) for pair in pairs}) for _ in range(6)]
# A circle: each beats the next, and the last beats the first.
cases.append(case({(0, 1): 3.0, (1, 2): 3.0, (0, 2): 1 / 3}))

out = Path(__file__).parents[2] / "tests" / "fixtures" / "golden" / "ahp.json"
out.write_text(json.dumps({"made": {"with": f"numpy {np.__version__}"}, "cases": cases}, indent=1) + "\n")
print(f"{out}: {out.stat().st_size} bytes")
