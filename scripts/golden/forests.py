"""Golden values for src/model/families/forests, from scikit-learn 1.9.1 (NumPy 2, Python 3.11).

Run: python3 scripts/golden/forests.py > tests/unit/model/golden/forests.json
"trees": one tree that looks at every column and sees every row is scikit-learn's decision tree, so its answers to the training rows are.
"tables": forests of real tables that scikit-learn ships (UCI breast cancer, wine; Efron's diabetes), whose chance differs: the mean and standard
deviation of their scores on held-out rows over seeds.
With a file: python3 scripts/golden/forests.py --strikes public/samples/bird-strikes.csv.gz rows.json writes the strikes as numbers for
HEARTH_FOREST_ROWS=rows.json npx vitest run --project unit tests/unit/model/families/forests/quality.test.ts
and prints scikit-learn's scores of them.
"""

import json
import sys

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

random = np.random.default_rng(20261201)
seeds = range(20)
trees = 200


def short(value):
    return None if np.isnan(value) else float(np.format_float_positional(np.float32(value), unique=True))


def tree(name, task, x, y, classes=0, weights=None, **settings):
    learner = (DecisionTreeRegressor if classes == 0 else DecisionTreeClassifier)(
        max_depth=settings["maxDepth"], min_samples_leaf=settings["minLeafRows"], random_state=0,
        **({} if weights is None else {"class_weight": dict(enumerate(weights))}),
    ).fit(x, y)
    answers = learner.predict(x)[:, None] if classes == 0 else learner.predict_proba(x)
    return {
        "name": name, "task": task, "classes": classes, "settings": settings, "width": x.shape[1], "weights": weights,
        "features": [short(value) for value in x.ravel()], "labels": [short(value) for value in y],
        "answers": (answers[:, 1:] if classes == 2 else answers).ravel().tolist(),
    }


def single_trees():
    # So few levels of large leaves that no two divisions of classes are equally good: scikit-learn would choose one by chance.
    x = random.normal(size=(240, 5)).astype(np.float32)
    number = (x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + 0.2 * random.normal(size=240)).astype(np.float32)
    yield tree("a number", "regression", x, number, maxDepth=5, minLeafRows=4)
    sure = (number + 1.5 * x[:, 3]).astype(np.float32)
    yield tree("two classes", "binary", x, (sure > 0.1).astype(np.float32), classes=2, maxDepth=3, minLeafRows=15)
    yield tree("two weighted classes", "binary", x, (sure > 1).astype(np.float32), classes=2, weights=[0.625, 2.5], maxDepth=3, minLeafRows=15)
    three = np.digitize(sure, [-0.5, 0.6]).astype(np.float32)
    yield tree("three classes", "multiclass", x, three, classes=3, maxDepth=3, minLeafRows=15)


def scores(task, y, answers):
    if task == "regression":
        return {"rmse": float(np.sqrt(np.mean((y - answers) ** 2)))}
    loss = {"logLoss": float(log_loss(y, np.clip(answers, 2**-23, 1 - 2**-23)))}
    if task == "binary":
        return {**loss, "auc": float(roc_auc_score(y, answers[:, 1]))}
    return {**loss, "accuracy": float(accuracy_score(y, answers.argmax(axis=1)))}


def learners(task):
    shared = {"n_estimators": trees, "n_jobs": 1}
    if task == "regression":
        own = {"min_samples_leaf": 3, "max_features": 1 / 3}
        return {"random-forest": (RandomForestRegressor, shared | own), "extra-trees": (ExtraTreesRegressor, shared | own)}
    own = {"min_samples_leaf": 2, "max_features": "sqrt"}
    return {"random-forest": (RandomForestClassifier, shared | own), "extra-trees": (ExtraTreesClassifier, shared | own)}


def measured(task, x, y, held, over):
    results = {}
    for name, (learner, settings) in learners(task).items():
        each = []
        for seed in over:
            model = learner(random_state=seed, **settings).fit(x[~held], y[~held])
            each.append(scores(task, y[held], model.predict(x[held]) if task == "regression" else model.predict_proba(x[held])))
        results[name] = {key: [float(np.mean([one[key] for one in each])), float(np.std([one[key] for one in each], ddof=1))] for key in each[0]}
    return results


def table(name, task, classes, x, y):
    x = x.astype(np.float32)
    held = random.permutation(len(y)) < len(y) // 3
    return {
        "name": name, "task": task, "classes": classes, "width": x.shape[1], "trees": trees,
        "features": [short(value) for value in x.ravel()], "labels": [short(value) for value in y], "held": held.astype(int).tolist(),
        "scores": measured(task, x, y, held, seeds),
    }


def tables():
    yield table("breast cancer", "binary", 2, *load_breast_cancer(return_X_y=True))
    yield table("wine", "multiclass", 3, *load_wine(return_X_y=True))
    yield table("diabetes", "regression", 0, *load_diabetes(return_X_y=True, scaled=False))


def strikes(path, out):
    import pandas as pd

    frame = pd.read_csv(path)
    date = pd.to_datetime(frame.pop("Flight Date"), errors="coerce")
    frame = frame.drop(columns=["Effect Amount of damage", "Cost Other", "Cost Repair"])
    frame["month"], frame["weekday"], frame["days"] = date.dt.month, date.dt.day_of_week, date.astype("int64") / 8.64e13
    cost = frame.pop("Cost Total $")
    damage = (frame.pop("Damage") == "yes").astype(np.float32).to_numpy()
    size = frame.pop("Wildlife Size")
    levels = []
    for name in frame:
        if pd.api.types.is_numeric_dtype(frame[name]):
            levels.append(0)
            continue
        ranked = frame[name].value_counts().index[:200]
        frame[name] = frame[name].map({level: place for place, level in enumerate(ranked)}).fillna(len(ranked))
        levels.append(len(ranked) + 1)
    x = frame.to_numpy(dtype=np.float32)
    subjects = {
        "binary": (2, damage), "multiclass": (3, pd.Categorical(size).codes.astype(np.float32)),
        "regression": (0, np.log1p(cost.to_numpy(dtype=float)).astype(np.float32)),
    }
    held = random.permutation(len(x)) < len(x) // 4
    cases = []
    for task, (classes, y) in subjects.items():
        known = y >= 0 if task == "multiclass" else np.ones(len(y), bool)
        own = measured(task, x[known], y[known], held[known], range(5))
        # One column a level, as scikit-learn is mostly given them, beside codes as numbers.
        parts = [np.eye(count, dtype=np.float32)[x[:, at].astype(int)] if count else np.nan_to_num(x[:, at : at + 1], nan=-1) for at, count in enumerate(levels)]
        wide = measured(task, np.hstack(parts)[known], y[known], held[known], range(2))
        print(task, "codes", json.dumps(own), "one-hot", json.dumps(wide), sep="\n  ", file=sys.stderr)
        cases.append({
            "name": f"strikes, {task}", "task": task, "classes": classes, "width": x.shape[1], "levels": levels, "trees": trees,
            "features": [short(value) for value in x[known].ravel()], "labels": [short(value) for value in y[known]],
            "held": held[known].astype(int).tolist(), "scores": own,
        })
    with open(out, "w") as file:
        json.dump(cases, file)


if len(sys.argv) == 4 and sys.argv[1] == "--strikes":
    strikes(sys.argv[2], sys.argv[3])
else:
    print(json.dumps({"trees": list(single_trees()), "tables": list(tables())}))
