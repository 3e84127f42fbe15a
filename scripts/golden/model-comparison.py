"""Golden values of src/domain/model-comparison: McNemar's exact test and Holm's p values from statsmodels 0.15.0, DeLong's test from
MLstatkit 0.1.91, ln gamma from SciPy 1.17.1; seeded cases, with ties among the scores.

Run: python3 scripts/golden/model-comparison.py > tests/fixtures/golden/model-comparison.json
"""

import json

import numpy as np
from MLstatkit import Delong_test
from scipy.special import gammaln
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(20261201)


def classifiers(rows, first, second):
    """Which of the rows either of two classifiers gets right."""
    return (rng.random(rows) < first).astype(int), (rng.random(rows) < second).astype(int)


right = []
for rows, first, second in [(40, 0.7, 0.8), (400, 0.8, 0.86), (1500, 0.9, 0.88), (25, 1.0, 1.0)]:
    a, b = classifiers(rows, first, second)
    table = [[np.sum((a == i) & (b == j)) for j in (1, 0)] for i in (1, 0)]
    p = mcnemar(table, exact=True).pvalue
    right.append(
        {
            "first": a.tolist(),
            "second": b.tolist(),
            "firstOnly": int(table[0][1]),
            "secondOnly": int(table[1][0]),
            "p": float(p),
        }
    )

areas = []
for rows, share, digits in [(60, 0.5, 6), (300, 0.2, 1), (800, 0.1, 2)]:
    truth = (rng.random(rows) < share).astype(int)
    signal = truth + rng.normal(0, 1.2, rows)
    a = np.round(signal + rng.normal(0, 0.5, rows), digits)
    b = np.round(signal + rng.normal(0, 1.5, rows), digits)
    z, p, _, _, auc_a, auc_b, about = Delong_test(truth, a, b)
    areas.append(
        {
            **{"truth": truth.tolist(), "a": a.tolist(), "b": b.tolist(), "z": float(z), "p": float(p)},
            **{"areas": [float(auc_a), float(auc_b)], "variance": float(about["var_diff"])},
        }
    )

several = [[0.01, 0.04, 0.03, 0.005], [0.2, 0.6, 0.9], [0.5], [0.02, 0.02, 0.02]]
print(
    json.dumps(
        {
            "mcnemar": right,
            "delong": areas,
            "holm": [{"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()} for p in several],
            "logGamma": [[x, float(gammaln(x))] for x in [1, 1.5, 2, 3.25, 9.9, 10, 57, 1e3, 2.5e6]],
        }
    )
)
