# Golden values of steps over the set of rows and of windows: pandas. Run: python3 scripts/golden/table-steps.py
# Writes tests/fixtures/golden/table-steps.json.
import json
import pathlib

import numpy as np
import pandas as pd

rows = 60
city = ["Bonn", "Köln", None, "Ulm"]
kind = ["a", "b", "c"]
frame = pd.DataFrame(
    {
        "city": [city[(i * 7) % 11 % 4] for i in range(rows)],
        "kind": [kind[(i * 5) % 3 if i % 4 else 0] for i in range(rows)],
        "day": [(i * 13) % 31 + 1 for i in range(rows)],
        "x": [None if i % 9 == 4 else round(((i * 37) % 101) / 7 - 3.3, 6) for i in range(rows)],
    }
)
frame["x"] = frame["x"].astype(float)


def plain(values):
    return [None if v is None or (isinstance(v, float) and np.isnan(v)) else v for v in values]


def floats(series):
    return plain([float(v) for v in series])


grouped = frame.groupby("city", dropna=False, sort=True)
aggregates = {}
keys = plain(list(grouped["x"].mean().index))
for name, of in {
    "count": lambda g: g["x"].count(),
    "distinct": lambda g: g["x"].nunique(),
    "sum": lambda g: g["x"].sum(min_count=1),
    "mean": lambda g: g["x"].mean(),
    "median": lambda g: g["x"].median(),
    "min": lambda g: g["x"].min(),
    "max": lambda g: g["x"].max(),
    "sd": lambda g: g["x"].std(),
    "first": lambda g: g["x"].first(),
    "last": lambda g: g["x"].last(),
}.items():
    aggregates[name] = floats(of(grouped))

pivoted = frame.pivot_table(index="kind", columns="city", values="x", aggfunc="mean")
melted = frame.assign(y=frame["x"] * 2).melt(id_vars=["day"], value_vars=["x", "y"], ignore_index=False)
melted = melted.sort_index(kind="stable")

present = frame["x"].dropna()
edges = {
    "width": [float(v) for v in np.linspace(present.min(), present.max(), 6)[1:-1]],
    "quantile": [float(v) for v in np.quantile(present, [0.25, 0.5, 0.75])],
}
bins = plain([None if np.isnan(v) else int(v) for v in pd.cut(frame["x"], [-np.inf, *edges["quantile"], np.inf], right=False).cat.codes.replace(-1, np.nan)])

q1, q3 = present.quantile(0.25), present.quantile(0.75)
median = present.median()
mad = (present - median).abs().median()
outliers = {
    "iqr": [float(q1 - 0.5 * (q3 - q1)), float(q3 + 0.5 * (q3 - q1))],
    "robustZ": [float(median - 1.2 * mad / 0.6745), float(median + 1.2 * mad / 0.6745)],
}

ordered = frame.assign(row=range(rows)).sort_values(["kind", "day", "row"], kind="stable")
by = ordered.groupby("kind", sort=False)
windows = {
    "mean_by": by["x"].transform("mean"),
    "sum3": by["x"].rolling(3, min_periods=1).sum().droplevel(0),
    "running": ordered["x"].fillna(0).groupby(ordered["kind"]).cumsum().where(by["x"].transform(lambda s: s.notna().cummax())),
    "lag2": by["x"].shift(2),
    "lead1": by["x"].shift(-1),
    "row_number": by.cumcount() + 1,
    "rank": by["day"].rank(method="min"),
    "median5": by["x"].rolling(5, min_periods=1).median().droplevel(0),
    "sd4": by["x"].rolling(4, min_periods=1).std().droplevel(0),
}
windows = {name: floats(series.sort_index()) for name, series in windows.items()}
filled = frame["x"].fillna(frame.groupby("kind")["x"].transform("median"))

target = pathlib.Path(__file__).parents[2] / 'tests/fixtures/golden/table-steps.json'
target.write_text(
    json.dumps(
        {
            "versions": {"pandas": pd.__version__, "numpy": np.__version__},
            "table": {name: plain(list(frame[name])) if name != "x" else floats(frame[name]) for name in frame},
            "group": {"keys": keys, **aggregates},
            "pivot": {"rows": list(pivoted.index), "levels": list(pivoted.columns), "cells": [floats(r) for r in pivoted.to_numpy()]},
            "melt": {"names": list(melted["variable"]), "values": floats(melted["value"])},
            "edges": edges,
            "bins": bins,
            "outliers": outliers,
            "windows": windows,
            "filled": floats(filled),
            "sorted": [int(v) for v in frame.assign(row=range(rows)).sort_values(["city", "x", "row"], ascending=[True, False, True], kind="stable", na_position="last")["row"]],
        },
        ensure_ascii=False,
        indent=1,
    )
    + "\n"
)
