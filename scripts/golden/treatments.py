# Golden values for tests/unit/data/treatments: what scikit-learn and pandas make of small columns.
# Run: pip install scikit-learn==1.9.1 pandas==3.1.1 && python scripts/golden/treatments.py > tests/fixtures/golden/treatments.json
import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.preprocessing import StandardScaler

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


golden["dates"] = dates()
json.dump(golden, sys.stdout, indent=1, ensure_ascii=False)
