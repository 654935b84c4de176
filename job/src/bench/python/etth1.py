#!/usr/bin/env python3
"""What conf/etth1.conf trains, with PyTorch on two threads: the time to beat, imports and all.

usage: time python3 etth1.py ETTh1.csv      (torch, numpy)
"""
import sys
import numpy, torch

TRAIN, VALIDATION, TEST, LOOKBACK, HORIZON = 8640, 2880, 2880, 96, 24
EPOCHS, BATCH, HIDDEN, RATE = 10, 256, 64, 0.003

torch.set_num_threads(2)
torch.manual_seed(42)
rows = numpy.loadtxt(sys.argv[1], delimiter=",", skiprows=1, usecols=range(1, 8), dtype=numpy.float32)
rows = torch.from_numpy((rows - rows[:TRAIN].mean(0)) / rows[:TRAIN].std(0))
windows = rows.unfold(0, LOOKBACK + HORIZON, 1).transpose(1, 2)


def span(start, rows_in_span):
    """Windows whose horizon lies in a span, as (all columns seen, horizon) less the last value seen."""
    first = max(start - LOOKBACK, 0)
    return torch.arange(first, start + rows_in_span - LOOKBACK - HORIZON + 1)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.head = torch.nn.LSTM(7, HIDDEN, batch_first=True), torch.nn.Linear(HIDDEN, HORIZON * 7)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1]).view(-1, HORIZON, 7)


def batch_of(index):
    window = windows[index]
    window = window - window[:, LOOKBACK - 1:LOOKBACK]
    return window[:, :LOOKBACK].contiguous(), window[:, LOOKBACK:]


def error(index):
    with torch.no_grad():
        pieces = [(net(x) - y).square().sum() for x, y in map(batch_of, index.split(512))]
    return sum(pieces).item() / (len(index) * HORIZON * 7)


net = Net()
adam = torch.optim.Adam(net.parameters(), lr=RATE, fused=True)
training, best = span(0, TRAIN), float("inf")
for epoch in range(EPOCHS):
    for index in training[torch.randperm(len(training))].split(BATCH):
        adam.zero_grad()
        x, y = batch_of(index)
        torch.nn.functional.mse_loss(net(x), y).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1)
        adam.step()
    loss = error(span(TRAIN, VALIDATION))
    if loss < best:
        best, kept = loss, {name: value.clone() for name, value in net.state_dict().items()}
    print(f"epoch {epoch + 1}: validation {loss:.5f}", flush=True)
net.load_state_dict(kept)
print(f"test MSE {error(span(TRAIN + VALIDATION, TEST)):.4f}")
