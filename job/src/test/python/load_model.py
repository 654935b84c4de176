"""Loads an exported safetensors file into PyTorch's own modules by load_state_dict, strictly, and prints what they make of
the last rows of each series of a CSV table: JSON, a list of steps with a list of targets for each series.

    load_model.py FILE CELL LAYERS both|one TABLE"""

import csv
import json
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file

path, cell, layers, directions, table = sys.argv[1:]
with safe_open(path, "pt") as file:
    meta = file.metadata()
columns, means, scales = (json.loads(meta[name]) for name in ("columns", "means", "scales"))
targets, horizon, rows = int(meta["targets"]), int(meta["horizon"]), int(meta["rows"])
assert meta["baseline"] == "last"
weights = load_file(path)
hidden = weights[f"{cell}.weight_hh_l0"].shape[1]
both = directions == "both"


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[cell]
        setattr(self, cell, kind(len(columns), hidden, int(layers), batch_first=True, bidirectional=both))
        self.head = torch.nn.Linear((2 if both else 1) * hidden, horizon * targets)

    def forward(self, x):
        state = getattr(self, cell)(x)[1]
        h = state[0] if isinstance(state, tuple) else state
        return self.head(torch.cat(tuple(h[-2:]), 1) if both else h[-1])


net = Net()
net.load_state_dict(weights)
series = {}
for row in csv.DictReader(open(table)):
    series.setdefault(row["store"], []).append((row["time"], [float(row[column]) for column in columns]))
answers = {}
mean, scale = torch.tensor(means, dtype=torch.float64), torch.tensor(scales, dtype=torch.float64)
for name, values in series.items():
    last = torch.tensor([row for _, row in sorted(values)[-rows:]], dtype=torch.float64)
    x = ((last - mean) / scale).float()
    level = x[-1, :targets].clone()
    x[:, :targets] -= level
    with torch.no_grad():
        forecast = net(x[None])[0].reshape(horizon, targets) + level
    answers[name] = (forecast.double() * scale[:targets] + mean[:targets]).tolist()
print(json.dumps(answers))
