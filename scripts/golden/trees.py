"""Golden values for src/model/families/trees, from XGBoost 3.2.0 (NumPy 2, Python 3.11).

Run: python3 scripts/golden/trees.py > tests/unit/model/golden/trees.json
With a file: python3 scripts/golden/trees.py --read tests/unit/model/golden/trees-export.json adds to it what XGBoost answers to the exported
model that stands in it (written by HEARTH_WRITE_GOLDEN=1 npx vitest run --project unit tests/unit/model/families/trees/export.test.ts).
Features are float32, as the app encodes them; missing ones are null. Columns have few distinct values, so that every one has a bin.
"""

import json
import os
import sys
import tempfile

import numpy as np
import xgboost as xgb

random = np.random.default_rng(20261201)
fresh_rows = 30


def features(rows, width, missing=0.0):
    x = random.normal(size=(rows + fresh_rows, width)).round(1).astype(np.float32)
    x[random.uniform(size=x.shape) < missing] = np.nan
    return x


def short(value):
    return None if np.isnan(value) else float(np.format_float_positional(np.float32(value), unique=True))


def preorder(node):
    if "leaf" in node:
        return [{"leaf": node["leaf"]}]
    by_id = {child["nodeid"]: child for child in node["children"]}
    here = {
        "column": int(node["split"][1:]),
        "cut": node["split_condition"],
        "missingLeft": int(node["missing"] == node["yes"]),
        "gain": node["gain"],
        "cover": node["cover"],
    }
    return [here, *preorder(by_id[node["yes"]]), *preorder(by_id[node["no"]])]


objectives = {"regression": "reg:squarederror", "binary": "binary:logistic", "multiclass": "multi:softprob"}


def case(name, task, x, y, classes=0, rounds=1, weights=None, method="exact", objective=None, more=None, monotone=None, interactions=None, **settings):
    rows = len(y)
    learn, new = x[:rows], x[rows:]
    total = np.ones(rows) if weights is None else weights
    parameters = {
        "objective": objective or objectives[task],
        "tree_method": method,
        "max_bin": 256,
        "eta": settings.get("learningRate", 0.3),
        "max_depth": settings.get("maxDepth", 3),
        "lambda": settings.get("l2", 1.0),
        "alpha": settings.get("l1", 0.0),
        "gamma": settings.get("minGain", 0.0),
        "min_child_weight": settings.get("minChildWeight", 1.0),
        "nthread": 1,
    }
    if settings.get("growth") == "leaf":
        parameters |= {"grow_policy": "lossguide", "max_leaves": settings["maxLeaves"]}
    if task == "multiclass":
        parameters["num_class"] = classes
    else:
        parameters["base_score"] = float((y * total).sum() / total.sum())
    if monotone:
        parameters["monotone_constraints"] = f"({','.join(map(str, monotone))})"
    if interactions:
        parameters["interaction_constraints"] = json.dumps(interactions)
    parameters |= more or {}
    booster = xgb.train(parameters, xgb.DMatrix(learn, y, weight=weights), rounds)
    margins = lambda part: booster.predict(xgb.DMatrix(part), output_margin=True).astype(np.float64).ravel().tolist()
    first = json.loads(booster.get_dump(dump_format="json", with_stats=True)[0])
    return {
        "name": name,
        "task": task,
        "classes": classes,
        "rounds": rounds,
        "settings": settings,
        **({"monotone": monotone} if monotone else {}),
        **({"interactions": interactions} if interactions else {}),
        "width": x.shape[1],
        "features": [short(value) for value in learn.ravel()],
        "labels": [short(value) for value in y],
        "weights": None if weights is None else weights.tolist(),
        "margins": margins(learn),
        # XGBoost cuts in the middle between two values of a node, the app between two of the whole column: the same of a root only.
        "fresh": [short(value) for value in new.ravel()] if settings.get("maxDepth") == 1 else [],
        "freshMargins": margins(new) if settings.get("maxDepth") == 1 else [],
        "firstTree": preorder(first) if method == "exact" else [],
    }


def cases():
    x = features(80, 4)
    number = (x[:80] @ np.array([0.5, -1.0, 2.0, 0.0]) + np.abs(x[:80, 1]) + 0.3 * random.normal(size=80)).round(3).astype(np.float32)
    yield case("least squares, one tree", "regression", x, number)
    yield case("least squares, stumps", "regression", x, number, rounds=4, maxDepth=1)
    yield case("least squares, five trees", "regression", x, number, rounds=5, maxDepth=4)
    yield case("penalties and a least gain", "regression", x, number, rounds=3, l2=3.0, l1=0.7, minGain=0.4, minChildWeight=4.0)
    weights = random.integers(1, 5, size=80).astype(np.float32)
    yield case("weighted rows", "regression", x, number, rounds=2, weights=weights)

    gaps = features(120, 5, missing=0.25)
    signal = np.nan_to_num(gaps[:120, 0], nan=1.5) - np.nan_to_num(gaps[:120, 2], nan=-1.0)
    yield case("missing values", "regression", gaps, (signal + 0.2 * random.normal(size=120)).round(3).astype(np.float32), rounds=3)
    yield case("missing values, stumps", "regression", gaps, signal.round(3).astype(np.float32), rounds=4, maxDepth=1)
    labels = (signal + 0.5 * random.normal(size=120) > 0.3).astype(np.float32)
    yield case("two classes", "binary", gaps, labels, classes=2, rounds=6, maxDepth=4)

    scores = x[:80] @ random.normal(size=(4, 3)) + random.gumbel(size=(80, 3))
    yield case("three classes", "multiclass", x, scores.argmax(axis=1).astype(np.float32), classes=3, rounds=3)

    yield case("Huber", "regression", x, number, rounds=4, objective="reg:pseudohubererror", more={"huber_slope": 0.5}, loss="huber", huberDelta=0.5)
    # So weak an effect that no leaf reaches 0.7, where XGBoost cuts it off.
    counts = random.poisson(np.exp(1.5 + 0.2 * x[:80, 0] - 0.1 * x[:80, 1])).astype(np.float32)
    yield case("Poisson", "regression", x, counts, rounds=4, objective="count:poisson", loss="poisson", l2=8.0)
    costs = (counts * random.gamma(2.0, 0.5, size=80)).round(2).astype(np.float32)
    yield case(
        "Tweedie", "regression", x, costs, rounds=4, objective="reg:tweedie", more={"tweedie_variance_power": 1.4}, loss="tweedie", tweediePower=1.4
    )

    broad = features(200, 6)
    curved = (np.sin(2 * broad[:200, 0]) + broad[:200, 1] * broad[:200, 2]).round(3).astype(np.float32)
    yield case("histograms, level by level", "regression", broad, curved, rounds=3, method="hist", maxDepth=5)
    yield case(
        "histograms, best leaf first", "regression", broad, curved, rounds=3, method="hist", growth="leaf", maxLeaves=9, maxDepth=12
    )

    # Nearly every division of the unconstrained trees would be another.
    constrained = dict(rounds=4, maxDepth=4)
    yield case("monotone columns", "regression", x, number, monotone=[-1, 1, 1, 0], **constrained)
    # Without L1, which XGBoost leaves out of the gain where values are bounded.
    yield case("monotone columns, penalties", "regression", x, number, monotone=[1, -1, 0, 1], l2=2.0, minGain=0.1, **constrained)
    yield case("monotone columns, missing values", "binary", gaps, labels, classes=2, monotone=[1, 0, -1, 1, 0], **constrained)
    yield case("monotone columns, by histogram", "regression", x, number, method="hist", monotone=[1, 0, 1, 0], **constrained)
    apart = [[0, 1], [1, 2], [3]]
    yield case("interactions, level by level", "regression", x, number, interactions=apart, rounds=3)
    yield case("interactions, of some columns", "regression", broad, curved, method="hist", interactions=[[0, 3], [1, 2, 4]], rounds=3, maxDepth=5)


def read(path):
    """Adds what XGBoost answers to an exported model."""
    with open(path) as file:
        models = json.load(file)
    for model in models:
        with tempfile.TemporaryDirectory() as folder:
            at = os.path.join(folder, "xgboost.json")
            with open(at, "w") as out:
                out.write(model["xgboost"])
            booster = xgb.Booster(model_file=at)
        x = np.array([np.nan if value is None else value for value in model["samples"]], dtype=np.float32).reshape(-1, model["width"])
        data = xgb.DMatrix(x, feature_names=booster.feature_names, feature_types=booster.feature_types, enable_categorical=True)
        model["margins"] = booster.predict(data, output_margin=True).astype(np.float64).ravel().tolist()
        model["outputs"] = booster.predict(data).astype(np.float64).ravel().tolist()
    with open(path, "w") as file:
        json.dump(models, file)


if len(sys.argv) == 3 and sys.argv[1] == "--read":
    read(sys.argv[2])
else:
    print(json.dumps(list(cases())))
