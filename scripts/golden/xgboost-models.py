"""Models that XGBoost trained and saved, with what it answers, for tests/unit/model/families/trees/xgboost-model.test.ts.

Run: python3 scripts/golden/xgboost-models.py > tests/unit/model/golden/xgboost-models-3.json with XGBoost 3.2, and with XGBoost 1.6 for
.../xgboost-models-1.json. Needs pandas. Samples are columns of the data: numbers, or categories as texts; what is missing is null.
"""

import json
import os
import sys
import tempfile

import numpy as np
import pandas as pd
import xgboost as xgb

random = np.random.default_rng(20261201)
rows, fresh = 240, 60
is_new = int(xgb.__version__.split(".")[0]) >= 3

names = ["height", "weight, in kg", "age"]
numbers = pd.DataFrame(random.normal(size=(rows + fresh, 3)).astype(np.float32), columns=names)
numbers = numbers.mask(random.uniform(size=numbers.shape) < 0.15)
signal = numbers["height"].fillna(1) * numbers["age"].fillna(-1) + np.sin(2 * numbers["weight, in kg"].fillna(0))
noise = random.normal(size=rows + fresh)
towns = np.array(["Ulm", "Bonn", "Aachen", "Zwickau", "Berlin"])
town = random.integers(0, 5, size=rows + fresh)
town_values = pd.Series(towns[town]).mask(random.uniform(size=rows + fresh) < 0.1)
mixed = numbers[["height"]].assign(town=pd.Categorical(town_values))
hilly = numbers["height"].fillna(0) + np.where(town % 2 == 0, 1.5, -1.5)


def plain(frame):
    columns = {}
    for name in frame.columns:
        values = frame[name].astype(object).where(frame[name].notna(), None).tolist()
        columns[name] = [value if value is None or isinstance(value, str) else float(value) for value in values]
    return columns


def case(name, frame, label, trees=6, **parameters):
    stop = parameters.pop("stop", None)
    learn, new = frame.iloc[:rows], frame.iloc[rows:]
    data = xgb.DMatrix(learn, np.asarray(label)[:rows], enable_categorical=True)
    settings = {"max_depth": 4, "eta": 0.3, "nthread": 1, "seed": 7, **parameters}
    watched = [(xgb.DMatrix(new, np.asarray(label)[rows:], enable_categorical=True), "new")] if stop else []
    booster = xgb.train(settings, data, trees, evals=watched, early_stopping_rounds=stop, verbose_eval=False)
    with tempfile.TemporaryDirectory() as folder:
        at = os.path.join(folder, "model.json")
        booster.save_model(at)
        with open(at) as file:
            text = file.read()
    samples = xgb.DMatrix(new, enable_categorical=True)
    range_of = {"iteration_range": (0, booster.best_iteration + 1)} if stop else {}
    return {
        "name": name,
        "model": text,
        "columns": plain(new),
        "margins": booster.predict(samples, output_margin=True, **range_of).astype(np.float64).ravel().tolist(),
        "outputs": booster.predict(samples, **range_of).astype(np.float64).ravel().tolist(),
        "rounds": booster.best_iteration + 1 if stop else trees,
    }


def cases():
    yield case("squared error", numbers, signal + 20, objective="reg:squarederror", base_score=21.5)
    yield case("two classes, weighted", numbers, signal + 0.4 * noise > 0.3, objective="binary:logistic", base_score=0.3, scale_pos_weight=3)
    yield case("two classes, stopped early", numbers, signal + noise > 0, trees=60, stop=4, objective="binary:logistic")
    cut = np.digitize(signal + 0.3 * noise, [-0.5, 0.5])
    yield case("three classes", numbers, cut, objective="multi:softprob", num_class=3)
    yield case("two classes by two outputs", numbers, cut > 1, objective="multi:softprob", num_class=2)
    yield case("pruned", numbers, signal, objective="reg:squarederror", tree_method="exact", gamma=4.0, max_depth=5)
    yield case("counts", numbers, random.poisson(np.exp(0.5 * signal.clip(-2, 2))), objective="count:poisson")
    yield case("Tweedie", numbers, np.exp(signal.clip(-2, 2)) * (noise > -0.5), objective="reg:tweedie", tweedie_variance_power=1.3)
    yield case("several trees a round", numbers, cut, trees=2, objective="multi:softprob", num_class=3, num_parallel_tree=3, subsample=0.7)
    yield case("Huber", numbers, signal, objective="reg:pseudohubererror", huber_slope=0.6)
    if is_new:
        yield case("quantile", numbers, signal, objective="reg:quantileerror", quantile_alpha=0.8)
        yield case("absolute error", numbers, signal, objective="reg:absoluteerror")
        yield case("categories", mixed, hilly, objective="reg:squarederror", tree_method="hist", max_cat_to_onehot=1)
        yield case("categories, one against the rest", mixed, hilly > 0, objective="binary:logistic", tree_method="hist", max_cat_to_onehot=9)


json.dump(list(cases()), sys.stdout)
