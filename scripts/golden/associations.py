# Golden values for measures of association and quantiles: pandas and scipy. Run: python3 scripts/golden/associations.py
# Writes tests/fixtures/golden/associations.json.
import json
import pathlib

import numpy as np
import pandas as pd
import scipy
from scipy.stats.contingency import association

rng = np.random.default_rng(7)
rows = 240
base = rng.normal(size=rows)
frame = pd.DataFrame(
    {
        "income": np.round(1_000_000 + 420 * base + rng.normal(scale=90, size=rows), 2),
        "rooms": np.clip(np.round(3 + base + rng.normal(scale=0.7, size=rows)), 1, 7),
        "noise": rng.standard_cauchy(size=rows),
        "city": rng.choice(["Bonn", "Köln", "Trier"], size=rows, p=[0.5, 0.3, 0.2]),
    }
)
frame["region"] = np.where(rng.random(rows) < 0.85, frame["city"].map({"Bonn": "west", "Köln": "west", "Trier": "south"}), "north")
frame.loc[rng.choice(rows, 31, replace=False), "rooms"] = np.nan
frame.loc[rng.choice(rows, 17, replace=False), "city"] = None
frame.loc[rng.choice(rows, 9, replace=False), "noise"] = np.nan

numbers = ["income", "rooms", "noise"]
levels = ["city", "region"]


def ratio(number, level):
    both = frame[[number, level]].dropna()
    mean = both[number].mean()
    groups = both.groupby(level)[number]
    between = (groups.size() * (groups.mean() - mean) ** 2).sum()
    return float(np.sqrt(between / ((both[number] - mean) ** 2).sum()))


pairs = []
for at, one in enumerate(numbers):
    for other in numbers[at + 1 :]:
        pairs.append(
            {
                "one": one,
                "other": other,
                "pearson": float(frame[one].corr(frame[other])),
                "spearman": float(frame[one].corr(frame[other], method="spearman")),
            }
        )
    for level in levels:
        pairs.append({"one": one, "other": level, "correlationRatio": ratio(one, level)})
table = pd.crosstab(frame["city"], frame["region"]).to_numpy()
pairs.append({"one": "city", "other": "region", "cramersV": float(association(table, method="cramer"))})

shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
spreads = []
for name in numbers:
    column = frame[name].dropna()
    q25, q75 = column.quantile([0.25, 0.75])
    low, high = q25 - 1.5 * (q75 - q25), q75 + 1.5 * (q75 - q25)
    spreads.append(
        {
            "column": name,
            "quantiles": [float(value) for value in column.quantile(shares)],
            "outliers": int(((column < low) | (column > high)).sum()),
            "fences": {"low": float(low), "high": float(high)},
        }
    )

cells = {name: [None if pd.isna(cell) else cell for cell in frame[name].tolist()] for name in frame.columns}
out = pathlib.Path(__file__).parents[2] / "tests/fixtures/golden/associations.json"
out.write_text(
    json.dumps(
        {"source": f"pandas {pd.__version__}, scipy {scipy.__version__}", "cells": cells, "pairs": pairs, "spreads": spreads},
        ensure_ascii=False,
    )
    + "\n"
)
