"""The model that Run all comes to by itself, beside scikit-learn's with their defaults, on the same held-out rows.

    python -m venv .venv && .venv/bin/pip install scikit-learn pandas
    npm run build && .venv/bin/python tests/bench/search/default-model.py [TABLE ...] [--repeats 3]

Each repeat shuffles the rows, so that others are held out. The app learns from 70 % of the rows and stops early by 15 %; the rivals learn from
all 85 %. Prints a line for each table: the mean of each model, and the mean difference of ours to the better rival with its standard error.
"""
import argparse
import gzip
import json
import os
import subprocess
import tempfile
import warnings
from pathlib import Path

# Threads that wait for each other are slower than one where the processor is shared.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
warnings.filterwarnings("ignore", category=FutureWarning)

import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegressionCV, RidgeCV
from sklearn.metrics import accuracy_score, mean_squared_error, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

root = Path(__file__).parents[3]


def bundled(load, classes=True):
    bunch = load(as_frame=True)
    table = bunch.data.rename(columns=lambda name: name.replace(" ", "_"))
    return table.assign(outcome=[f"c{value}" for value in bunch.target] if classes else bunch.target)


def credit(rows=1000):
    """Loans that fail by interactions: young jobs with debts, loans that are large for the income."""
    random = np.random.default_rng(1)
    income = random.lognormal(10.3, 0.5, rows).round()
    amount = random.lognormal(9.3, 0.6, rows).round()
    debt = random.beta(2, 4, rows).round(3)
    months = random.exponential(70, rows).round()
    housing = random.choice(["own", "rent", "mortgage"], rows)
    risk = 3 * (debt - 0.33) * (months < 36) + 1.2 * np.tanh(amount / income - 0.5) + 0.6 * (housing == "rent")
    fails = risk + random.logistic(0, 0.45, rows) > 0.75
    table = dict(income=income, amount=amount, debt=debt, months=months, housing=housing)
    return pd.DataFrame(table).assign(outcome=np.where(fails, "yes", "no"))


def housing(rows=506):
    """Prices by size, age and distance, with a district whose price per metre differs."""
    random = np.random.default_rng(2)
    area, age, distance = random.uniform(40, 220, rows), random.uniform(0, 100, rows), random.exponential(5, rows)
    district = random.choice(list("abcdef"), rows)
    metre = pd.Series(district).map(dict(a=3.1, b=2.2, c=2.6, d=1.7, e=4.0, f=2.0)).to_numpy()
    price = area * metre * np.exp(-distance / 12) + 40 * (age < 10) - 0.4 * np.minimum(age, 60)
    table = dict(area=area.round(1), age=age.round(), distance=distance.round(2), district=district)
    return pd.DataFrame(table).assign(outcome=(price + random.normal(0, 25, rows)).round(2))


def mpg(rows=392):
    """Consumption by weight and power, curved, with years and origins."""
    random = np.random.default_rng(3)
    weight = random.uniform(1600, 5100, rows).round()
    power = (0.04 * weight + random.normal(0, 18, rows)).clip(45).round()
    year, origin = random.integers(70, 83, rows), random.choice(["us", "eu", "jp"], rows, p=[0.6, 0.2, 0.2])
    far = 52000 / (weight + 6 * power) + 0.7 * (year - 76) + 1.5 * (origin == "jp") + random.normal(0, 2, rows)
    return pd.DataFrame(dict(weight=weight, power=power, year=year, origin=origin)).assign(outcome=far.round(1))


def birds():
    with gzip.open(root / "public/samples/bird-strikes.csv.gz") as file:
        table = pd.read_csv(file)
    told_after = ["Effect Amount of damage", "Cost Other", "Cost Repair", "Cost Total $", "Flight Date"]
    return table.drop(columns=told_after).rename(columns={"Damage": "outcome"}).sample(3000, random_state=1)


tables = {
    "breast cancer": lambda: bundled(datasets.load_breast_cancer),
    "wine": lambda: bundled(datasets.load_wine),
    "iris": lambda: bundled(datasets.load_iris),
    "digits 8 × 8": lambda: bundled(datasets.load_digits),
    "diabetes": lambda: bundled(datasets.load_diabetes, classes=False),
    "credit, made": credit,
    "housing, made": housing,
    "mpg, made": mpg,
    "bird strikes": birds,
}


def score(kind, truth, given):
    """Higher is better for classes; of numbers the root mean squared error."""
    if kind == "numbers":
        return mean_squared_error(truth, given) ** 0.5
    if given.shape[1] == 2:
        return roc_auc_score(truth, given[:, 1])
    return accuracy_score(truth, given.argmax(axis=1))


def ours(table, kind):
    """Test rows, the score of the model that won, that of what was registered, the winner's family, and how long the search took."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "table.csv", Path(folder) / "out"
        table.to_csv(path, index=False)
        task = "regression" if kind == "numbers" else "classification"
        subprocess.run(
            ["node", "scripts/headless.mjs", "--data", path, "--target", "outcome", "--task", task, "--out", out],
            cwd=root, check=True, capture_output=True,
        )
        report = json.loads((out / "report.json").read_text())
        board = json.loads((out / "leaderboard.json").read_text())
        rows = pd.read_csv(out / "predictions.csv")["row"].to_numpy() - 1
    metric = {"numbers": "rmse", "two": "auc", "many": "accuracy"}[kind]
    return dict(
        rows=rows,
        winner=report["test"][metric],
        registered=report["proposed"]["test"][metric],
        family=report["recipe"]["model"]["family"],
        is_model=report["registered"] == "model",
        seconds=board["seconds"],
    )


def rivals(train, test, kind):
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    names = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=5)
    encoded = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (names, make_column_selector(dtype_exclude="number")),
    )
    linear = RidgeCV(np.logspace(-3, 3, 13)) if kind == "numbers" else LogisticRegressionCV(max_iter=5000, Cs=10)
    boosted = HistGradientBoostingRegressor if kind == "numbers" else HistGradientBoostingClassifier
    x, y = train.drop(columns="outcome"), train["outcome"]
    # Of names the 250 most frequent: more are refused.
    x_trees, test_trees = x.copy(), test.drop(columns="outcome").copy()
    for name in x.select_dtypes(exclude="number"):
        common = x[name].value_counts().index[:250]
        x_trees[name] = pd.Categorical(x[name], common)
        test_trees[name] = pd.Categorical(test[name], common)
    scores = []
    for model, learn, ask in [
        (boosted(random_state=0, categorical_features="from_dtype"), x_trees, test_trees),
        (make_pipeline(encoded, linear), x, test.drop(columns="outcome")),
    ]:
        model.fit(learn, y)
        if kind == "numbers":
            scores.append(score(kind, test["outcome"], model.predict(ask)))
        else:
            truth = pd.Categorical(test["outcome"], model.classes_).codes
            scores.append(score(kind, truth, model.predict_proba(ask)))
    return scores


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tables", nargs="*", default=list(tables))
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    print("| table | rows | winner by folds | registered | HGB | linear | winner − better rival | families | search |")
    for name in asked.tables:
        whole = tables[name]()
        distinct = whole["outcome"].nunique()
        kind = "numbers" if whole["outcome"].dtype.kind == "f" else "two" if distinct == 2 else "many"
        found = []
        for repeat in range(asked.repeats):
            table = whole.sample(frac=1, random_state=repeat).reset_index(drop=True)
            mine = ours(table, kind)
            test = table.iloc[mine["rows"]]
            found.append((mine, *rivals(table.drop(index=mine["rows"]), test, kind)))
        sign = -1 if kind == "numbers" else 1
        best = [max(sign * boosted, sign * linear) for _, boosted, linear in found]
        gaps = np.array([sign * mine["winner"] - top for (mine, *_), top in zip(found, best)])
        mean = lambda values: f"{np.mean(list(values)):.4g}"
        error = gaps.std(ddof=1) / len(gaps) ** 0.5 if len(gaps) > 1 else float("nan")
        cells = [
            name, str(len(whole)),
            mean(mine["winner"] for mine, *_ in found), mean(mine["registered"] for mine, *_ in found),
            mean(boosted for _, boosted, _ in found), mean(linear for *_, linear in found),
            f"{gaps.mean():+.4f} ± {error:.4f}",
            ", ".join(mine["family"] + ("" if mine["is_model"] else " (baseline)") for mine, *_ in found),
            f"{np.mean([mine['seconds'] for mine, *_ in found]):.0f} s",
        ]
        print("| " + " | ".join(cells) + " |", flush=True)


main()
