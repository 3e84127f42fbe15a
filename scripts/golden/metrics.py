"""Makes tests/fixtures/golden/metrics.json: metrics as scikit-learn computes them, for seeded cases with ties.

Run with: python3 scripts/golden/metrics.py   (needs numpy and scikit-learn; the tests need neither)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

rng = np.random.default_rng(20240731)


def equal_mass_ece(confidence, correct, bins=15):
    """Equal-mass bins from the least confident up; a run of equal confidences is never parted."""
    order = np.argsort(confidence, kind="stable")
    confidence, correct = confidence[order].astype(float), correct[order].astype(float)
    n, start, total = len(order), 0, 0.0
    for i in range(1, bins + 1):
        end = max(start, int(np.floor(i * n / bins + 0.5)))
        while start < end < n and confidence[end] == confidence[end - 1]:
            end += 1
        if end > start:
            total += (end - start) * abs(correct[start:end].mean() - confidence[start:end].mean())
        start = end
    return total / n


def class_case(name, probabilities, labels, threshold=0.5):
    probabilities = probabilities.astype(np.float32)
    n, k = probabilities.shape
    onehot = np.eye(k)[labels]
    if k == 2:
        predicted = (probabilities[:, 1] >= threshold).astype(int)
        average, positive = "binary", probabilities[:, 1]
        auc = metrics.roc_auc_score(labels, positive)
        pr_auc = metrics.average_precision_score(labels, positive)
        brier = metrics.brier_score_loss(labels, positive)
        reference = metrics.brier_score_loss(labels, np.full(n, labels.mean()))
    else:
        predicted = probabilities.argmax(axis=1)
        average = "macro"
        auc = metrics.roc_auc_score(onehot, probabilities, average="macro")
        pr_auc = metrics.average_precision_score(onehot, probabilities, average="macro")
        brier = float(np.mean(np.sum((probabilities.astype(float) - onehot) ** 2, axis=1)))
        reference = float(np.mean(np.sum((onehot.mean(axis=0) - onehot) ** 2, axis=1)))
    top = probabilities.argmax(axis=1)
    clipped = np.clip(probabilities.astype(float), 2.0**-23, 1 - 2.0**-23)
    case = {
        "name": name,
        "k": k,
        "threshold": threshold,
        "probabilities": [float(x) for x in probabilities.ravel()],
        "labels": labels.tolist(),
        "confusion": metrics.confusion_matrix(labels, predicted, labels=range(k)).tolist(),
        "expected": {
            "accuracy": metrics.accuracy_score(labels, predicted),
            "precision": metrics.precision_score(labels, predicted, average=average, zero_division=0),
            "recall": metrics.recall_score(labels, predicted, average=average, zero_division=0),
            "f1": metrics.f1_score(labels, predicted, average=average, zero_division=0),
            "auc": auc,
            "prAuc": pr_auc,
            # scikit-learn's log_loss on the clipped probabilities; it would renormalise, so each row is taken alone.
            "logLoss": float(np.mean(-np.log(clipped[np.arange(n), labels]))),
            "brier": brier,
            "brierSkill": 1 - brier / reference,
            # Of two classes of the positive one: predicted share against observed.
            "ece": equal_mass_ece(probabilities[:, 1], labels == 1)
            if k == 2
            else equal_mass_ece(probabilities.max(axis=1), (top == labels)),
        },
    }
    if probabilities.min() > 1e-6:
        exact = metrics.log_loss(labels, probabilities.astype(float) / probabilities.sum(axis=1, keepdims=True, dtype=float), labels=range(k))
        assert abs(exact - case["expected"]["logLoss"]) < 1e-6
    if k == 2:
        fpr, tpr, _ = metrics.roc_curve(labels, probabilities[:, 1], drop_intermediate=False)
        precision, recall, _ = metrics.precision_recall_curve(labels, probabilities[:, 1])
        case["roc"] = {"x": fpr.tolist(), "y": tpr.tolist()}
        # From the last point (recall 0, precision 1) to recall 1.
        case["precisionRecall"] = {"x": recall[::-1].tolist(), "y": precision[::-1].tolist()}
        candidates = np.unique(probabilities[:, 1])
        case["bestF1"] = max(metrics.f1_score(labels, probabilities[:, 1] >= t) for t in candidates)
    return case


def binary(n, rate, digits=None):
    labels = (rng.random(n) < rate).astype(int)
    logit = rng.normal(labels * 1.6 - 1.1, 1.2)
    p = 1 / (1 + np.exp(-logit))
    if digits is not None:
        p = np.round(p, digits)
    p = p.astype(np.float32)
    return np.stack([np.float32(1) - p, p], axis=1), labels


def many(n, k, digits=None):
    labels = rng.integers(0, k, n)
    logits = rng.normal(0, 1, (n, k)) + 1.5 * np.eye(k)[labels]
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    if digits is not None:
        p = np.round(p, digits)
    return p, labels


def regression_case(name, predicted, actual):
    with_zero = bool((actual == 0).any())
    return {
        "name": name,
        "predicted": predicted.tolist(),
        "actual": actual.tolist(),
        "expected": {
            "mae": metrics.mean_absolute_error(actual, predicted),
            "rmse": float(np.sqrt(metrics.mean_squared_error(actual, predicted))),
            "r2": metrics.r2_score(actual, predicted),
            "mape": None if with_zero else metrics.mean_absolute_percentage_error(actual, predicted),
        },
    }


actual = rng.normal(40, 12, 150)
counts = rng.poisson(3, 150).astype(float)
constant = np.full(20, 7.25)
percentiles = rng.normal(0, 1, 37)

golden = {
    "made": {"with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}"},
    "classes": [
        class_case("binary", *binary(180, 0.4)),
        class_case("binary with ties, rare positives, threshold 0.31", *binary(160, 0.15, 1), threshold=0.31),
        class_case("three classes", *many(120, 3)),
        class_case("five classes with ties", *many(140, 5, 1)),
        class_case("certain and wrong", np.array([[1, 0], [0, 1], [1, 0], [0.25, 0.75]]), np.array([0, 0, 1, 1])),
    ],
    "regression": [
        regression_case("continuous", actual + rng.normal(1, 6, 150), actual),
        regression_case("counts with zeros", counts + rng.normal(0, 1, 150), counts),
        regression_case("constant truth", constant + rng.normal(0, 1, 20), constant),
        regression_case("constant truth, perfect", constant, constant),
    ],
    "percentiles": {
        "values": percentiles.tolist(),
        "shares": [0.05, 0.5, 0.95],
        "expected": np.percentile(percentiles, [5, 50, 95]).tolist(),
    },
}

out = Path(__file__).parents[2] / "tests" / "fixtures" / "golden" / "metrics.json"
out.parent.mkdir(parents=True, exist_ok=True)
out.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(f"{out}: {out.stat().st_size} bytes")
