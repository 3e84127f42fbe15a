"""Golden values for src/model/net/optimizers/optimizers.ts and losses.ts, from PyTorch.

Run: python3 scripts/golden/optimizers.py > tests/unit/model/golden/optimizers.json
The loss is 0.5 * sum(scale * w^2) + sum(shift * w): its gradient is scale * w + shift, easy to repeat anywhere.
"""

import json

import torch

START = [0.7, -1.3, 2.1, 0.05]
SCALE = [1.5, 0.3, 2.0, 0.8]
SHIFT = [0.2, -0.4, 0.1, 1.1]
RATES = [0.1, 0.1, 0.05, 0.05, 0.02, 0.02, 0.02]


def trajectory(make, clip=None):
    weights = torch.tensor(START, requires_grad=True)
    optimizer = make([weights])
    scale, shift = torch.tensor(SCALE), torch.tensor(SHIFT)
    path = []
    for rate in RATES:
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        (0.5 * (scale * weights**2).sum() + (shift * weights).sum()).backward()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_([weights], clip)
        optimizer.step()
        path.append(weights.detach().tolist())
    return path


def losses():
    torch.manual_seed(7)
    logits = (torch.randn(5, 4) * 6).requires_grad_()
    labels = torch.tensor([0, 3, 1, 2, 3])
    cases = {}
    for smoothing in (0.0, 0.15):
        value = torch.nn.functional.cross_entropy(logits, labels, label_smoothing=smoothing)
        (gradient,) = torch.autograd.grad(value, logits)
        cases[f"multiclass-{smoothing}"] = {"value": value.item(), "gradient": gradient.flatten().tolist()}
    one = (torch.randn(6, 1) * 5).requires_grad_()
    truth = torch.tensor([[1.0], [0.0], [1.0], [1.0], [0.0], [0.0]])
    for smoothing in (0.0, 0.15):
        smooth = truth * (1 - smoothing) + smoothing / 2
        value = torch.nn.functional.binary_cross_entropy_with_logits(one, smooth)
        (gradient,) = torch.autograd.grad(value, one)
        cases[f"binary-{smoothing}"] = {"value": value.item(), "gradient": gradient.flatten().tolist()}
    target = torch.randn(6, 1) * 2
    for name, function in (("mse", torch.nn.functional.mse_loss), ("huber", torch.nn.functional.huber_loss)):
        value = function(one, target)
        (gradient,) = torch.autograd.grad(value, one)
        cases[name] = {"value": value.item(), "gradient": gradient.flatten().tolist()}
    return {
        "logits": logits.detach().flatten().tolist(),
        "labels": labels.tolist(),
        "one": one.detach().flatten().tolist(),
        "truth": truth.flatten().tolist(),
        "target": target.flatten().tolist(),
        "cases": cases,
    }


print(
    json.dumps(
        {
            "torch": torch.__version__,
            "start": START,
            "scale": SCALE,
            "shift": SHIFT,
            "rates": RATES,
            "paths": {
                "sgd": trajectory(lambda w: torch.optim.SGD(w, lr=1)),
                "momentum": trajectory(lambda w: torch.optim.SGD(w, lr=1, momentum=0.85)),
                "adam": trajectory(lambda w: torch.optim.Adam(w, lr=1, betas=(0.8, 0.95), eps=1e-6)),
                "adamw": trajectory(
                    lambda w: torch.optim.AdamW(w, lr=1, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.3)
                ),
                "adagrad": trajectory(lambda w: torch.optim.Adagrad(w, lr=1, eps=1e-6)),
                "rmsprop": trajectory(lambda w: torch.optim.RMSprop(w, lr=1, alpha=0.9, eps=1e-6)),
                "rmsprop-momentum": trajectory(
                    lambda w: torch.optim.RMSprop(w, lr=1, alpha=0.9, eps=1e-6, momentum=0.7)
                ),
                "sgd-clip": trajectory(lambda w: torch.optim.SGD(w, lr=1), clip=0.6),
                "sgd-l2": trajectory(lambda w: torch.optim.SGD(w, lr=1, weight_decay=0.25)),
            },
            "losses": losses(),
        },
        indent=1,
    )
)
