# Golden values for the map of rows: scikit-learn's scaler, one-hot encoder and PCA. Run: python3 scripts/golden/principal.py
# Writes tests/fixtures/golden/principal.json.
import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

rng = np.random.default_rng(11)
rows = 150
base = rng.normal(size=rows)
frame = pd.DataFrame(
    {
        "income": np.round(1_000_000 + 420 * base + rng.normal(scale=90, size=rows), 2),
        "rooms": np.clip(np.round(3 + base + rng.normal(scale=0.7, size=rows)), 1, 7),
        "noise": rng.normal(size=rows),
        "city": rng.choice(["Bonn", "Köln", "Trier"], size=rows, p=[0.5, 0.3, 0.2]),
        "kind": np.where(base > 0.4, "big", "small"),
    }
)
numbers = ["income", "rooms", "noise"]
frame.loc[rng.choice(rows, 12, replace=False), "rooms"] = np.nan
frame.loc[rng.choice(rows, 9, replace=False), "city"] = None

levels = [["Bonn", "Köln", "Trier"], ["big", "small"]]
encoder = ColumnTransformer(
    [
        # A missing number is the mean: zero once it is scaled.
        ("numbers", make_pipeline(StandardScaler(), SimpleImputer(strategy="constant", fill_value=0)), numbers),
        ("levels", OneHotEncoder(categories=levels, handle_unknown="ignore", sparse_output=False), ["city", "kind"]),
    ]
)
encoded = encoder.fit_transform(frame)
pca = PCA(svd_solver="full").fit(encoded)
components = pca.components_[:2]
# The entry furthest from zero is positive, whichever way a version of scikit-learn decides.
signs = np.sign(components[np.arange(2), np.abs(components).argmax(axis=1)])
components = components * signs[:, None]
places = (encoded - pca.mean_) @ components.T

golden = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "cells": {name: [None if pd.isna(value) else value for value in frame[name]] for name in frame},
    "shares": pca.explained_variance_ratio_[:2].tolist(),
    "components": components.tolist(),
    "places": places.tolist(),
}
path = pathlib.Path("tests/fixtures/golden/principal.json")
path.write_text(json.dumps(golden, ensure_ascii=False) + "\n")
