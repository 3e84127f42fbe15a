"""XGBoost on one thread, asked line by line: "train", "predict", "scores" are answered with JSON.

Arguments: files of features [rows, 20] and labels, both float32; rows to train on; rounds.
"""

import json
import os
import resource
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import xgboost as xgb

features = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, 20)
labels = np.fromfile(sys.argv[2], dtype=np.float32)
rows, rounds = int(sys.argv[3]), int(sys.argv[4])
settings = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "max_depth": 6,
    "max_bin": 255,
    "eta": 0.1,
    "lambda": 1,
    "min_child_weight": 1,
    "nthread": 1,
}


def grow(rows, rounds):
    return xgb.train(settings, xgb.DMatrix(features[:rows], labels[:rows], nthread=1), rounds)


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    value = work()
    return value, {"ms": 1000 * (time.perf_counter() - wall), "cpuMs": 1000 * (time.process_time() - cpu)}


booster = grow(4000, 20)
print(json.dumps({"version": xgb.__version__}), flush=True)
for line in sys.stdin:
    asked = line.strip()
    if asked == "train":
        booster, answer = timed(lambda: grow(rows, rounds))
    elif asked == "predict":
        _, answer = timed(lambda: booster.inplace_predict(features[:rows], predict_type="margin"))
    else:
        answer = {"scores": booster.inplace_predict(features[rows:], predict_type="margin").tolist()}
    # Linux counts kilobytes.
    answer["peakMegabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(answer), flush=True)
