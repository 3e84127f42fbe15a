# Golden values for tests/unit/data/treatments: what scikit-learn and pandas make of small columns.
# Run: pip install scikit-learn==1.9.1 pandas==3.1.1 && python scripts/golden/treatments.py > tests/fixtures/golden/treatments.json
import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import (
    MinMaxScaler,
    OrdinalEncoder,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
    TargetEncoder,
)

golden = {"versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__}}


def dates():
    moments = pd.to_datetime(
        [
            "2023-01-02T00:15:00Z",
            "2023-12-31T23:59:59Z",
            "2024-02-29T12:00:00Z",
            "2024-07-14T06:30:00Z",
            "1969-07-20T20:17:40Z",
        ]
    )
    at = moments
    columns = {
        "year": at.year,
        "month": at.month,
        "weekday": at.day_of_week,
        "hour": at.hour,
        "days": (at - pd.Timestamp("1970-01-01T00:00:00Z")) / pd.Timedelta(days=1),
    }
    scaled = {
        name: StandardScaler().fit_transform(np.asarray(values, float)[:, None])[:, 0]
        for name, values in columns.items()
    }
    for name, turns in {"month": 12, "weekday": 7, "hour": 24}.items():
        angle = 2 * np.pi * np.asarray(columns[name], float) / turns
        scaled[f"{name} sine"] = np.sin(angle)
        scaled[f"{name} cosine"] = np.cos(angle)
    return {
        "moments": [int(moment.timestamp() * 1000) for moment in moments],
        "parts": {name: list(map(float, values)) for name, values in scaled.items()},
    }


def texts():
    """The terms of the most texts, at least two, ties by name; no more than one for every five texts, rounded up."""
    fitted = [
        "The delivery was late, and the box was damaged.",
        "Great phone! The battery lasts two days.",
        "Battery dead after 2 days; refund refused.",
        "Späte Lieferung, Karton beschädigt – 2023 nie wieder",
        "the THE the delivery",
        "Delivery on time. Box intact. battery_pack ok",
        "great great great battery, great price",
        "",
        "A refund was paid in 2023.",
        "I am not happy: late refund, damaged box!",
        "two boxes, one phone",
        "late late late",
    ] * 3
    unseen = ["A great late Battery", "nothing known", "the refund's box"]
    counted = CountVectorizer().fit(fitted)
    frequency = (counted.transform(fitted) > 0).sum(axis=0).A1
    ranked = sorted(zip(-frequency, counted.get_feature_names_out()))
    most = -(-len(fitted) // 5)
    terms = sorted(term for count, term in ranked[:most] if -count > 1)
    vectorizer = TfidfVectorizer(vocabulary=terms).fit(fitted)
    return {
        "fitted": fitted,
        "unseen": unseen,
        "terms": terms,
        "idf": vectorizer.idf_.tolist(),
        "encoded": vectorizer.transform(fitted[:12] + unseen).toarray().tolist(),
    }


def numbers():
    # 17 of them: their quantiles fall on values without rounding, which would part equal ones.
    values = np.array([3, -2.5, 0.25, 1e4, 17, 17, 3, 3, 88.125, -40, 6.5, 9, 12, 1, 0, 250, 41])
    asked = np.array([-100, -40, -1.5, 3, 3.5, 17, 20, 1e4, 2e4, 0])
    column, other = values[:, None], asked[:, None]

    def scaled(scaler):
        return scaler.fit(column).transform(other)[:, 0].tolist()

    log = lambda x: np.sign(x) * np.log1p(np.abs(x))
    return {
        "values": values.tolist(),
        "asked": asked.tolist(),
        "scaled": {
            "standard": scaled(StandardScaler()),
            "min-max": scaled(MinMaxScaler()),
            "robust": scaled(RobustScaler()),
            "quantile": scaled(QuantileTransformer(n_quantiles=min(100, len(values)))),
            "log1p": StandardScaler().fit(log(column)).transform(log(other))[:, 0].tolist(),
        },
        "imputed": {
            name: float(SimpleImputer(strategy=strategy).fit(column).statistics_[0])
            for name, strategy in {
                "mean": "mean",
                "median": "median",
                "most-frequent": "most_frequent",
            }.items()
        },
    }


FOLDS, SMOOTHING = 5, 10


def fold_of(row):
    """src/data/treatments/folds.ts: which rows are encoded by what the others teach."""
    mask = 0xFFFFFFFF
    hash = ((row ^ (row >> 16)) * 0x85EBCA6B) & mask
    hash = ((hash ^ (hash >> 13)) * 0xC2B2AE35) & mask
    return ((hash ^ (hash >> 16)) & mask) % FOLDS


def categories():
    random = np.random.default_rng(3)
    levels = ["Ulm", "Bonn", "Köln", "Jena", "a longer name of a town"]
    cells = [levels[place] for place in random.choice(5, 60, p=[0.4, 0.3, 0.15, 0.1, 0.05])]
    cells = [None if row % 11 == 7 else cell for row, cell in enumerate(cells)]
    strength = {"Ulm": 0.2, "Bonn": 0.5, "Köln": 0.8, "Jena": 0.4, levels[4]: 0.9, None: 0.6}
    binary = np.array([int(random.random() < strength[cell]) for cell in cells])
    number = np.array([round(10 * strength[cell] + random.normal(), 3) for cell in cells])
    several = np.array([int(3 * random.random() ** (2 * strength[cell])) for cell in cells])
    column = np.array(cells, dtype=object)[:, None]
    folds = np.array([fold_of(row) for row in range(len(cells))])

    def target(y, kind):
        fit = lambda rows: TargetEncoder(smooth=SMOOTHING, target_type=kind).fit(column[rows], y[rows])
        out = np.zeros((len(cells), 3 if kind == "multiclass" else 1))
        for fold in range(FOLDS):
            out[folds == fold] = fit(folds != fold).transform(column[folds == fold])
        asked = np.array([*levels, None, "new"], dtype=object)[:, None]
        return {
            "targets": y.tolist(),
            "asked": fit(folds >= 0).transform(asked).tolist(),
            "outOfFold": out.tolist(),
        }

    known = [[cell] for cell in cells if cell is not None]
    ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(known)
    shares = pd.Series(cells).value_counts(normalize=True, dropna=False)
    hasher = FeatureHasher(n_features=32, input_type="string")
    return {
        "cells": cells,
        "levels": levels,
        "ordinal": ordinal.transform([[level] for level in [*levels, "new"]])[:, 0].tolist(),
        "frequency": [float(shares[level]) for level in levels] + [float(shares[np.nan] if np.nan in shares else shares[None])],
        "hashed": hasher.transform([[level] for level in levels]).toarray().tolist(),
        "binary": target(binary, "binary"),
        "number": target(number, "continuous"),
        "several": target(several, "multiclass"),
    }


def levels():
    """An ordered column and one of true and false, with missing cells; a level in between that no training row has."""
    order = ["none", "low", "medium", "high"]
    cells = ["low", "high", None, "low", "none", "high", "high", "low", None, "none"]
    present = pd.Series(pd.Categorical([c for c in cells if c], categories=order, ordered=True))
    middle = int(np.sort(present.cat.codes)[(len(present) - 1) // 2])
    ranks = np.array([middle if c is None else order.index(c) for c in cells], float)
    known = OrdinalEncoder(categories=[order]).fit_transform([[c] for c in cells if c])[:, 0]
    assert known.tolist() == [r for r, c in zip(ranks, cells) if c]
    truth = ["yes", "no", "no", None, "yes", "no", "no"]
    asked = np.array([np.nan if c is None else float(c == "yes") for c in truth])[:, None]
    filled = SimpleImputer(strategy="mean", add_indicator=True).fit_transform(asked)
    return {
        "order": order,
        "cells": cells,
        "middle": middle,
        "encoded": StandardScaler().fit_transform(ranks[:, None])[:, 0].tolist(),
        "truth": truth,
        "filled": filled.tolist(),
    }


golden["dates"] = dates()
golden["texts"] = texts()
golden["numbers"] = numbers()
golden["categories"] = categories()
golden["levels"] = levels()
json.dump(golden, sys.stdout, indent=1, ensure_ascii=False)
