"""Rebuilds the network of a panel's model in PyTorch from what its exported safetensors file says, loads the weights by
load_state_dict, strictly, and prints what it forecasts after the last observed day of a CSV table: JSON, a list of
forecasts for each series. For panels with one target, log1p, data.scale = window and one LSTM layer.

    load_panel.py FILE TABLE"""

import csv
import datetime
import json
import math
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file

path, table = sys.argv[1:]
with safe_open(path, "pt") as file:
    meta = file.metadata()
columns, means, scales, channels, classes, vocabularies, levels, spreads = (
    json.loads(meta[name])
    for name in ("columns", "means", "scales", "channels", "classes", "vocabularies", "levels", "spreads")
)
horizon, lookback = int(meta["horizon"]), int(meta["rows"])
target = columns[0]
facts = (meta["targets"], meta["decoder"], meta["transform"], meta["level"], meta["baseline"])
assert facts == ("1", "through", "log1p", "shift", "none"), facts
weights = load_file(path)
hidden = weights["lstm.weight_hh_l0"].shape[1]


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [weights[f"embeddings.{i}.weight"].shape for i in range(len(classes))]
        self.embeddings = torch.nn.ModuleList(torch.nn.Embedding(*size) for size in sizes)
        inputs = len(channels) + sum(size[1] for size in sizes)
        self.lstm = torch.nn.LSTM(inputs, hidden, batch_first=True)
        self.head = torch.nn.Linear(hidden, 1)

    def forward(self, numbers, numbered):
        vectors = [embed(numbered[:, :, i]) for i, embed in enumerate(self.embeddings)]
        states, _ = self.lstm(torch.cat([numbers, *vectors], 2))
        return self.head(states[:, -horizon:])[:, :, 0]


def calendar(name, day):
    """Sine or cosine of a place in the week: day-of-week sin 1"""
    feature, wave, harmonic = name.split()
    assert feature == "day-of-week"
    return getattr(math, wave)(2 * math.pi * int(harmonic) * day.weekday() / 7)


def class_number(column, value):
    """0 stands for what training has not seen."""
    known = vocabularies[column]
    return known.index(value) + 1 if value in known else 0


def number(name, day, rows, past, level):
    """What a channel holds on a day of a series."""
    if name == target:
        return past[day] - level if day in past else 0
    if name == f"{target} level":
        return (level - levels[0]) / spreads[0]
    if name == "level substituted":
        return 0
    if name == f"{target} observed":
        return 1 if day in past else 0
    if name in columns:
        i = columns.index(name)
        return (float(rows[day][name]) - means[i]) / scales[i]
    return calendar(name, day)


net = Net()
net.load_state_dict(weights)
series = {}
for row in csv.DictReader(open(table)):
    series.setdefault(row["store"], {})[datetime.date.fromisoformat(row["time"])] = row
observed = {day for rows in series.values() for day, row in rows.items() if row[target]}
last = max(observed)
answers = {}
for store, rows in series.items():
    days, filled = [], {}
    for back in range(lookback + horizon):
        day = last + datetime.timedelta(days=back + 1 - lookback)
        if day >= min(rows):
            days.append(day)
            # what a missing row would have had is carried forward, but for the target
            earlier = max(known for known in rows if known <= day)
            filled[day] = rows[earlier] if earlier == day else {**rows[earlier], target: ""}
    past = {day: math.log1p(float(filled[day][target])) for day in days if day <= last and filled[day][target]}
    level = sum(past.values()) / len(past)
    numbers = torch.tensor([[[number(name, day, filled, past, level) for name in channels] for day in days]])
    numbered = torch.tensor([[[class_number(name, filled[day][name]) for name in classes] for day in days]])
    with torch.no_grad():
        forecast = net(numbers, numbered)[0].double() + level
    answers[store] = torch.expm1(forecast).tolist()
print(json.dumps(answers))
