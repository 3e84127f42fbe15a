"""Golden values of src/model/calibration, from scikit-learn 1.9.1: Platt scaling, isotonic regression and temperature scaling.

Run: python3 scripts/golden/calibration.py > tests/unit/model/golden/calibration.json
"""

import json

import numpy as np
from scipy.special import expit, logit, softmax
from sklearn.calibration import _SigmoidCalibration, _TemperatureScaling
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss

draw = np.random.default_rng(20)


def smoothed(came):
    """Platt's targets: of rows that came true, and of the others."""
    positives = came.sum()
    return (positives + 1) / (positives + 2), 1 / (len(came) - positives + 2)


def isotonic(stated, came, asked):
    """The corners that scikit-learn fits, kept within Platt's targets, with straight lines between them."""
    high, low = smoothed(came)
    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(stated, came)
    return np.interp(asked, fitted.X_thresholds_, np.clip(fitted.y_thresholds_, low, high))


def binary(name, scores, labels, asked):
    scores = scores.astype(np.float32)
    asked = asked.astype(np.float32)
    platt = _SigmoidCalibration().fit(scores.astype(np.float64), labels)
    temperature = _TemperatureScaling().fit(scores.astype(np.float64).reshape(-1, 1), labels)
    p, q = expit(scores.astype(np.float64)), expit(asked.astype(np.float64))
    curve = isotonic(p, labels, q)
    return {
        "name": name,
        "outputs": 1,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "asked": asked.tolist(),
        # scikit-learn's sigmoid is 1 / (1 + exp(a z + b))
        "platt": {"slope": -platt.a_, "offset": -platt.b_},
        # scikit-learn takes one logit z as the two logits -z and z
        "temperature": 1 / (2 * temperature.beta_),
        "isotonic": curve.tolist(),
        "logLoss": log_loss(labels, p, labels=[0, 1]),
    }


def multiclass(name, scores, labels, asked):
    scores = scores.astype(np.float32)
    asked = asked.astype(np.float32)
    classes = scores.shape[1]
    p, q = softmax(scores.astype(np.float64), axis=1), softmax(asked.astype(np.float64), axis=1)
    temperature = _TemperatureScaling().fit(scores.astype(np.float64), labels)
    curves = np.column_stack([isotonic(p[:, k], (labels == k).astype(int), q[:, k]) for k in range(classes)])
    return {
        "name": name,
        "outputs": classes,
        "scores": scores.ravel().tolist(),
        "labels": labels.tolist(),
        "asked": asked.ravel().tolist(),
        "temperature": 1 / temperature.beta_,
        "isotonic": (curves / curves.sum(axis=1, keepdims=True)).ravel().tolist(),
        "logLoss": log_loss(labels, p, labels=list(range(classes))),
    }


def two_classes(rows, sharpness, shift):
    z = draw.normal(size=rows)
    labels = (draw.random(rows) < expit(1.3 * z - 0.4)).astype(int)
    return sharpness * (1.3 * z - 0.4) + shift, labels


sure, sure_labels = two_classes(300, 3, 0)
shifted, shifted_labels = two_classes(200, 1, 0.8)
# Many rows state the same, as those of trees do.
tied, tied_labels = two_classes(250, 2, -0.5)
tied = logit(np.clip(np.round(expit(tied), 1), 0.02, 0.98))
asked = np.linspace(-8, 8, 33)

logits = draw.normal(size=(240, 3)) * 1.5
classes = np.array([draw.choice(3, p=row) for row in softmax(logits, axis=1)])

print(
    json.dumps(
        [
            binary("too sure", sure, sure_labels, asked),
            binary("shifted, as class weights do", shifted, shifted_labels, asked),
            binary("ties", tied, tied_labels, asked),
            multiclass("three classes, too sure", logits * 2.5, classes, draw.normal(size=(20, 3)) * 3),
            multiclass("three classes, too unsure", logits * 0.4, classes, draw.normal(size=(20, 3))),
        ]
    )
)
