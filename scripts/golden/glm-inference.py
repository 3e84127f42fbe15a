"""Golden standard errors, tests and intervals for src/model/families/glm, from statsmodels 0.15.0 (scikit-learn 1.9.1, NumPy 2.4.6).

Run: python3 scripts/golden/glm-inference.py > tests/unit/model/golden/glm-inference.json
OLS, Logit, Poisson and MNLogit without a penalty; Huber's H1 by RLMResults at the coefficients and the scale of scikit-learn's HuberRegressor. Of
several classes, MNLogit's contrasts to the first class are turned into those to the mean of all classes. Under an L2 penalty: the inverse of
the penalised information, in closed form at scikit-learn's solution.
The last level of the category is left out where nothing is penalised: the app leaves out the column that depends on earlier ones.
"""

import json

import numpy as np
import statsmodels.api as sm
from scipy.optimize import root
from scipy.stats import norm, t
from sklearn.linear_model import HuberRegressor, LogisticRegression, Ridge
from sklearn.linear_model._huber import _huber_loss_and_gradient
from statsmodels.robust.norms import HuberT
from statsmodels.robust.robust_linear_model import RLM, RLMResults

random = np.random.default_rng(20250217)
rows = 90
age = random.integers(20, 80, rows).astype(float)
income = 500.0 * random.integers(20, 160, rows)
region = random.integers(0, 3, rows)
# What the app learns of each number: powers of two, so that the encoded values are exact in float32.
shifts, scales = np.array([48.0, 45_000.0]), np.array([16.0, 16_384.0])
numbers = np.column_stack([age, income])
names = ["age", "income", "region = a", "region = b", "region = c", "region = other or missing"]

encoded = np.column_stack([(numbers - shifts) / scales, np.eye(4)[region]])
original = np.column_stack([np.ones(rows), numbers, np.eye(3)[region][:, :2]])
score = (age - 48) / 20 - (income - 45_000) / 30_000 + np.array([0.5, 0.0, -0.4])[region]


def lines(values, covariance, distribution="z", freedom=None, columns=5):
    """The intercept is last, as in the app; None where nothing is known."""
    errors = np.sqrt(np.diag(covariance))
    quantile = norm.isf(0.025) if distribution == "z" else t.isf(0.025, freedom)
    tail = norm.sf if distribution == "z" else lambda x: t.sf(x, freedom)
    kept = [[v, e, v / e, 2 * tail(abs(v / e)), v - quantile * e, v + quantile * e] for v, e in zip(values, errors)]
    order = [*range(1, columns), *([None] * (7 - columns)), 0]
    return [None if at is None else [float(x) for x in kept[at]] for at in order]


def case(name, task, y, settings, outputs, **more):
    return {"name": name, "task": task, "labels": [float(v) for v in y], "settings": settings, "estimates": outputs, **more}


def of_model(result, distribution, freedom=None):
    ours = lines(result.params, result.cov_params(), distribution, freedom)
    # What statsmodels itself says of test and interval.
    for line, p, (low, high) in zip([*ours[:4], ours[-1]], np.roll(result.pvalues, -1), np.roll(result.conf_int(), -1, axis=0)):
        assert np.allclose([line[3], line[4], line[5]], [p, low, high], rtol=1e-9, atol=1e-300)
    return ours


def penalised(weights, l2, factor, parameters, distribution="z", freedom=None):
    """φ (XᵀWX + λI)⁻¹ of the encoded columns and the intercept, in the unit of the original columns."""
    x = np.column_stack([np.ones(rows), encoded])
    bent = x.T @ (weights[:, None] * x) + np.diag([0.0] + [l2] * 6)
    inverse = np.linalg.inv(bent)
    back = np.eye(7)
    for j in range(2):
        back[1 + j, 1 + j] = 1 / scales[j]
        back[0, 1 + j] = -shifts[j] / scales[j]
    found = lines(back @ parameters, factor * back @ inverse @ back.T, distribution, freedom, columns=7)
    found[5] = None  # no row has the last level: only the penalty says something of it
    return found


def cases():
    number = np.round(64 * (200 + 30 * score + random.normal(0, 12, rows))) / 64
    y_shift, y_scale = 192.0, 32.0
    target = {"shift": y_shift, "scale": y_scale}
    least = sm.OLS(number, original).fit()
    yield case("least squares", "regression", number, {"l2": 0}, [of_model(least, "t", least.df_resid)], target=target, freedom=85)

    odd = number.copy()
    odd[::9] += 160
    scaled = (odd - y_shift) / y_scale
    columns = encoded[:, :4]
    start = HuberRegressor(epsilon=1.35, alpha=0, tol=1e-7, max_iter=100_000).fit(columns, scaled)
    slope = lambda at: _huber_loss_and_gradient(at, columns, scaled, 1.35, 0.0, np.ones(rows))[1]
    at = root(slope, np.concatenate([start.coef_, [start.intercept_, start.scale_]]), tol=1e-14).x
    assert np.abs(slope(at)).max() < 1e-8
    model = RLM(odd, original, M=HuberT(t=1.35))
    model.cov = "H1"
    slopes = np.concatenate([at[:2] / scales, at[2:4]])
    params = y_scale * np.concatenate([[at[4] - (at[:2] * shifts / scales).sum()], slopes])
    params[0] += y_shift
    huber = RLMResults(model, params, np.linalg.inv(original.T @ original), y_scale * at[5])
    yield case("Huber", "regression", odd, {"l2": 0, "loss": "huber", "epsilon": 1.35}, [lines(params, huber.bcov_scaled)], target=target)

    counts = random.poisson(np.exp(1 + 0.5 * score)).astype(float)
    poisson = sm.GLM(counts, original, family=sm.families.Poisson()).fit(tol=1e-14)
    dispersion = float(poisson.pearson_chi2 / poisson.df_resid)
    yield case(
        "Poisson", "regression", counts, {"l2": 0, "loss": "poisson"}, [of_model(poisson, "z")], target={"shift": 2.0, "scale": 4.0}, dispersion=dispersion
    )

    binary = (random.uniform(size=rows) < 1 / (1 + np.exp(-score))).astype(float)
    logit = sm.Logit(binary, original).fit(method="newton", tol=1e-14, disp=0)
    yield case("logistic", "binary", binary, {"l2": 0}, [of_model(logit, "z")])

    several = np.argmax(np.column_stack([score, -score, 0.3 * score]) + random.gumbel(size=(rows, 3)), axis=1).astype(float)
    multi = sm.MNLogit(several, original).fit(method="newton", tol=1e-14, maxiter=100, disp=0)
    flat, covariance = multi.params.T.ravel(), np.asarray(multi.cov_params())
    outputs = []
    for k in range(3):
        # Class k less the mean of the three, of which the first is 0.
        contrast = np.hstack([(float(k == c) - 1 / 3) * np.eye(5) for c in (1, 2)])
        outputs.append(lines(contrast @ flat, contrast @ covariance @ contrast.T))
    yield case("multinomial", "multiclass", several, {"l2": 0}, outputs)

    l2 = 4.0
    scaled = (number - y_shift) / y_scale
    ridge = Ridge(alpha=l2, solver="svd").fit(encoded, scaled)
    x = np.column_stack([np.ones(rows), encoded])
    used = np.trace(np.linalg.solve(x.T @ x + np.diag([0.0] + [l2] * 6), x.T @ x))
    variance = ((scaled - ridge.predict(encoded)) ** 2).sum() / (rows - used)
    found = penalised(np.ones(rows), l2, variance, np.concatenate([[ridge.intercept_], ridge.coef_]), "t", rows - used)
    quantile = t.isf(0.025, rows - used)
    known = [line for line in found if line]
    for line in known:
        line[0], line[1] = line[0] * y_scale, line[1] * y_scale
    found[-1][0] += y_shift
    for line in known:
        line[2:] = [line[0] / line[1], 2 * t.sf(abs(line[0] / line[1]), rows - used), line[0] - quantile * line[1], line[0] + quantile * line[1]]
    yield case("least squares, a penalty", "regression", number, {"l2": l2}, [found], target=target, freedom=float(rows - used))

    pressed = LogisticRegression(C=1 / l2, tol=1e-12, max_iter=10_000, solver="newton-cholesky").fit(encoded, binary)
    p = pressed.predict_proba(encoded)[:, 1]
    yield case(
        "logistic, a penalty", "binary", binary, {"l2": l2}, [penalised(p * (1 - p), l2, 1.0, np.concatenate([pressed.intercept_, pressed.coef_[0]]))]
    )


print(
    json.dumps(
        {
            "names": names,
            "shifts": shifts.tolist(),
            "scales": scales.tolist(),
            "encoded": encoded.ravel().tolist(),
            # Of each output and term, the intercept last: coefficient, standard error, statistic, p, 95 % interval.
            "cases": list(cases()),
        }
    )
)
