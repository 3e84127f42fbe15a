"""Golden values for the layers of src/model/ that tfjs does not bring, from PyTorch: outputs and gradients of sum(output * dy).

Run: python3 scripts/golden/layers.py > tests/unit/model/golden/layers.json
Kernels are written as Hearth keeps them: [in, out], the gates side by side.
"""

import json

import torch
from torch import nn

torch.manual_seed(11)
BATCH, STEPS, CHANNELS, UNITS = 2, 5, 6, 4


def numbers(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.detach().flatten().tolist()]}


def case(x, run, weights):
    """weights: name → (parameter, how Hearth lays it out)."""
    output = run(x)
    dy = torch.randn_like(output)
    gradients = torch.autograd.grad(output, [x, *[w for w, _ in weights.values()]], dy)
    return {
        "x": numbers(x),
        "dy": numbers(dy),
        "output": numbers(output),
        "weights": {name: numbers(lay(w)) for name, (w, lay) in weights.items()},
        "gradients": {
            "x": numbers(gradients[0]),
            **{name: numbers(lay(g)) for (name, (_, lay)), g in zip(weights.items(), gradients[1:])},
        },
    }


def sequence():
    return torch.randn(BATCH, STEPS, CHANNELS, requires_grad=True)


def transpose(w):
    return w.t().contiguous()


def same(w):
    return w


def lstm():
    layer = nn.LSTM(CHANNELS, UNITS, batch_first=True)
    with torch.no_grad():
        layer.bias_hh_l0.zero_()
    weights = {
        "kernel": (layer.weight_ih_l0, transpose),
        "recurrent_kernel": (layer.weight_hh_l0, transpose),
        "bias": (layer.bias_ih_l0, same),
    }
    return case(sequence(), lambda x: layer(x)[0], weights)


def gru():
    layer = nn.GRU(CHANNELS, UNITS, batch_first=True)
    weights = {
        "kernel": (layer.weight_ih_l0, transpose),
        "recurrent_kernel": (layer.weight_hh_l0, transpose),
        "bias": (layer.bias_ih_l0, same),
        "recurrent_bias": (layer.bias_hh_l0, same),
    }
    return case(sequence(), lambda x: layer(x)[0], weights)


def layer_norm():
    layer = nn.LayerNorm(CHANNELS)
    with torch.no_grad():
        layer.weight.copy_(torch.randn(CHANNELS))
        layer.bias.copy_(torch.randn(CHANNELS))
    return case(sequence(), layer, {"gamma": (layer.weight, same), "beta": (layer.bias, same)})


def attention(heads, causal, tokens=None):
    """tokens: ids [batch, steps], 0 where a step is to be seen by none."""
    parts = {name: nn.Linear(CHANNELS, CHANNELS) for name in ("query", "key", "value", "output")}
    mask = torch.triu(torch.ones(STEPS, STEPS, dtype=torch.bool), 1) if causal else None
    padding = None if tokens is None else torch.tensor(tokens) == 0

    def run(x):
        return nn.functional.multi_head_attention_forward(
            x.transpose(0, 1), x.transpose(0, 1), x.transpose(0, 1), CHANNELS, heads,
            torch.cat([parts[p].weight for p in ("query", "key", "value")]),
            torch.cat([parts[p].bias for p in ("query", "key", "value")]),
            None, None, False, 0.0, parts["output"].weight, parts["output"].bias,
            key_padding_mask=padding, attn_mask=mask, need_weights=False,
        )[0].transpose(0, 1)

    weights = {}
    for name, part in parts.items():
        weights[f"{name}_kernel"] = (part.weight, transpose)
        weights[f"{name}_bias"] = (part.bias, same)
    return {"heads": heads, "causal": causal, "tokens": tokens, **case(sequence(), run, weights)}


print(
    json.dumps(
        {
            "torch": torch.__version__,
            "lstm": lstm(),
            "gru": gru(),
            "layerNorm": layer_norm(),
            "attention": attention(2, False),
            "attentionCausal": attention(3, True),
            "attentionMasked": attention(2, False, [[3, 1, 4, 0, 0], [2, 0, 7, 1, 8]]),
            "attentionBoth": attention(1, True, [[3, 1, 4, 0, 0], [2, 0, 7, 1, 8]]),
        },
        indent=1,
    )
)
