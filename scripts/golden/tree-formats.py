"""What LightGBM 4 and ONNX Runtime answer to exported trees, for tests/unit/model/families/trees/formats.test.ts.

Run: python3 scripts/golden/tree-formats.py tests/unit/model/golden/tree-formats.json, and of forests .../forest-formats.json
It adds the answers to the models that stand in the file (written by HEARTH_WRITE_GOLDEN=1 npx vitest run --project unit
tests/unit/model/families/trees/formats.test.ts). Needs lightgbm, onnx and onnxruntime.
"""

import base64
import json
import sys

import lightgbm
import numpy as np
import onnx
import onnxruntime


def gaps(values):
    return np.array([np.nan if value is None else value for value in values], dtype=np.float32)


def of_lightgbm(model):
    booster = lightgbm.Booster(model_str=model["lightgbm"])
    samples = gaps(model["samples"]).reshape(-1, model["width"])
    return booster.predict(samples.astype(np.float64)).ravel().tolist()


def of_onnx(model):
    content = base64.b64decode(model["onnx"])
    onnx.checker.check_model(onnx.load_from_string(content), full_check=True)
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    inputs = {}
    for each in session.get_inputs():
        values = model["columns"][each.name]
        column = np.array(values, dtype=object) if each.type == "tensor(string)" else gaps(values)
        inputs[each.name] = column.reshape(-1, 1)
    names = [each.name for each in session.get_outputs()]
    found = dict(zip(names, session.run(names, inputs)))
    numbers = found["probabilities"] if "probabilities" in found else found["prediction"]
    return numbers.astype(np.float64).ravel().tolist(), list(found.get("label", []))


path = sys.argv[1]
with open(path) as file:
    models = json.load(file)
for model in models:
    numbers, labels = of_onnx(model)
    model["answers"] = {"onnx": numbers, "labels": labels, **({"lightgbm": of_lightgbm(model)} if "lightgbm" in model else {})}
with open(path, "w") as file:
    json.dump(models, file)
