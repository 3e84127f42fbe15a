"""Golden values for src/domain/search, from SciPy 1.17.1 (Sobol's sequence, discrepancies, curve_fit) and Optuna 5.0.0 (Parzen estimator,
pruners; fANOVA on scikit-learn's forests).

Run: python3 scripts/golden/search.py > tests/fixtures/golden/search.json
"""

import json

import numpy as np
import optuna
from optuna.importance import FanovaImportanceEvaluator
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import default_weights
from scipy.optimize import curve_fit
from scipy.stats import qmc, t

optuna.logging.set_verbosity(optuna.logging.ERROR)
random = np.random.default_rng(20261201)


def sobol():
    points = qmc.Sobol(64, scramble=False, bits=32).random(4096)
    return [{"index": index, "point": points[index].tolist()} for index in (1, 2, 3, 7, 100, 1005, 4095)]


def discrepancies():
    sets = [np.random.default_rng(seed).random((32, 3)).round(6) for seed in range(2)]
    return [{"points": each.tolist(), "centred": qmc.discrepancy(each)} for each in sets]


def density():
    """Of Optuna's estimator over a uniform dimension, integers 1 to 60 and three choices, from few trials and from many. No two
    have the same number, since Optuna leaves to chance which of them has the wider kernel."""
    space = {
        "x": optuna.distributions.FloatDistribution(0, 1),
        "n": optuna.distributions.IntDistribution(1, 60),
        "c": optuna.distributions.CategoricalDistribution([0, 1, 2]),
    }
    parameters = _ParzenEstimatorParameters(1.0, True, False, default_weights, True)

    def columns(rows):
        return {name: np.array([row[at] for row in rows], dtype=float) for at, name in enumerate(space)}

    def drawn(count):
        numbers = random.permutation(60)[:count] + 1
        return [[round(float(random.random()), 6), int(n), int(random.integers(3))] for n in numbers]

    cases = []
    for count in (1, 5, 40):
        trials = drawn(count)
        points = drawn(4)
        estimator = _ParzenEstimator(columns(trials), space, parameters)
        logs = estimator.log_pdf(columns(points)).tolist()
        cases.append({"trials": trials, "points": points, "logDensities": logs})
    return cases


def decisions(pruner, trials=24, steps=26, beside=4):
    """A record of reports, by trials that run side by side, each with what the pruner said to it."""
    study = optuna.create_study(direction="maximize", pruner=pruner)
    ends = random.uniform(0.5, 1, trials)
    speeds = random.uniform(0.03, 0.6, trials)
    waiting, running, record = list(range(trials)), {}, []
    while waiting or running:
        while waiting and len(running) < beside:
            index = waiting.pop(0)
            running[index] = (study.ask(), 1)
        index = int(random.choice(list(running)))
        trial, step = running[index]
        value = float(round(ends[index] * (1 - np.exp(-speeds[index] * step)) + random.normal(0, 0.02), 4))
        trial.report(value, step)
        stop = trial.should_prune()
        state = "pruned" if stop else "complete" if step == steps else "running"
        record.append([index, step, value, state])
        if state == "running":
            running[index] = (trial, step + 1)
        else:
            study.tell(
                trial,
                value if state == "complete" else None,
                state=getattr(optuna.trial.TrialState, state.upper()),
            )
            del running[index]
    return record


def learning_curve(limit, amplitude, exponent, noise, direction):
    """Least squares by Levenberg and Marquardt, and the interval of the curve at twice the rows."""
    rows = np.array([100, 200, 400, 800, 1600, 3200, 6400, 6400])
    sizes = rows / 6400
    scores = (limit - amplitude * sizes**-exponent + random.normal(0, noise, len(rows))).round(6)

    def power(n, c, a, b):
        return c - a * n**-b

    (c, a, b), covariance = curve_fit(power, sizes, scores, (limit, amplitude, exponent), ftol=1e-15, xtol=1e-15)
    slope = np.array([1, -(2.0**-b), a * 2.0**-b * np.log(2)])
    half = t.ppf(0.975, len(rows) - 3) * np.sqrt(slope @ covariance @ slope)
    return {
        "direction": direction,
        "points": [{"rows": int(n), "score": float(y)} for n, y in zip(rows, scores)],
        "limit": c,
        "amplitude": a,
        "exponent": b,
        "twice": {"value": power(2, c, a, b), "half": half},
    }


def importance():
    """Optuna's fANOVA on the Ishigami function, the mean of five forests; its shares are 0.3139, 0.4424 and 0 in the limit."""
    names = ("a", "b", "c")
    space = {name: optuna.distributions.FloatDistribution(-np.pi, np.pi) for name in names}
    points = (qmc.Sobol(3, seed=1).random(256) * 2 - 1) * np.pi
    points = points.round(4)
    scores = np.sin(points[:, 0]) + 7 * np.sin(points[:, 1]) ** 2 + 0.1 * points[:, 2] ** 4 * np.sin(points[:, 0])
    study = optuna.create_study(direction="maximize")
    for point, score in zip(points, scores):
        values = dict(zip(names, map(float, point)))
        study.add_trial(optuna.trial.create_trial(params=values, distributions=space, value=float(score)))
    shares = [FanovaImportanceEvaluator(seed=seed).evaluate(study) for seed in range(5)]
    means = [float(np.mean([each[name] for each in shares])) for name in names]
    return {"points": points.tolist(), "scores": scores.round(6).tolist(), "shares": means}


print(
    json.dumps(
        {
            "sobol": sobol(),
            "discrepancies": discrepancies(),
            "densities": density(),
            "median": decisions(optuna.pruners.MedianPruner(n_startup_trials=3, n_warmup_steps=4)),
            "successiveHalving": decisions(
                optuna.pruners.SuccessiveHalvingPruner(min_resource=2, reduction_factor=3)
            ),
            "importance": importance(),
            "learningCurves": [
                learning_curve(0.93, 0.02, 0.6, 0.003, "higher"),
                learning_curve(4.1, -0.8, 0.35, 0.02, "lower"),
            ],
        }
    )
)
