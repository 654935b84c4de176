#!/usr/bin/env python3
"""SegRNN (S. Lin and others 2023) by its published settings in PyTorch, with every test window counted: published
figures drop the last, incomplete batch.

usage: python3 segrnn.py ETTh1.csv HORIZON SEED [EPOCHS] [WIDTH] [THREADS]      (torch, numpy)
"""

import json
import sys
import time

import numpy
import torch

PATH, HORIZON, SEED = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
EPOCHS = int(sys.argv[4]) if len(sys.argv) > 4 else 30
WIDTH = int(sys.argv[5]) if len(sys.argv) > 5 else 512
TRAIN, VALIDATION, TEST, LOOKBACK = 8640, 2880, 2880, 96
SEGMENT, DROPOUT, RATE, BATCH, PATIENCE = 24, 0.5, 1e-3, 256, 10

if HORIZON % SEGMENT:
    sys.exit(f"error: a horizon of {HORIZON} rows: expected a multiple of {SEGMENT}")
torch.set_num_threads(int(sys.argv[6]) if len(sys.argv) > 6 else 2)
torch.manual_seed(SEED)
rows = numpy.loadtxt(PATH, delimiter=",", skiprows=1, usecols=range(1, 8), dtype=numpy.float32)
rows = torch.from_numpy((rows - rows[:TRAIN].mean(0)) / rows[:TRAIN].std(0))
windows = rows.unfold(0, LOOKBACK + HORIZON, 1)  # (windows, columns, rows)


def span(start, count):
    """Windows whose horizon lies in a span."""
    return torch.arange(max(start - LOOKBACK, 0), start + count - LOOKBACK - HORIZON + 1)


class SegRnn(torch.nn.Module):
    def __init__(self, columns):
        super().__init__()
        self.embedding = torch.nn.Linear(SEGMENT, WIDTH)
        self.gru = torch.nn.GRU(WIDTH, WIDTH, batch_first=True)
        self.position = torch.nn.Parameter(torch.randn(HORIZON // SEGMENT, WIDTH // 2))
        self.channel = torch.nn.Parameter(torch.randn(columns, WIDTH // 2))
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.head = torch.nn.Linear(WIDTH, SEGMENT)

    def forward(self, x):
        batch, columns, _ = x.shape
        pieces = x.reshape(batch * columns, -1, SEGMENT)
        state = self.gru(torch.relu(self.embedding(pieces)))[1][0].view(batch, columns, 1, WIDTH)
        # one step of the same GRU for each piece: the state's product is the same for all pieces, the embeddings' for
        # all windows
        steps = torch.cat(
            (
                self.position.expand(columns, -1, -1),
                self.channel.unsqueeze(1).expand(-1, HORIZON // SEGMENT, -1),
            ),
            2,
        )
        read = torch.nn.functional.linear(steps, self.gru.weight_ih_l0, self.gru.bias_ih_l0).chunk(3, -1)
        kept = torch.nn.functional.linear(state, self.gru.weight_hh_l0, self.gru.bias_hh_l0).chunk(3, -1)
        reset = torch.sigmoid(read[0] + kept[0])
        update = torch.sigmoid(read[1] + kept[1])
        fresh = torch.tanh(read[2] + reset * kept[2])
        answer = (1 - update) * fresh + update * state
        return self.head(self.dropout(answer)).reshape(batch, columns, HORIZON)


def batch_of(index):
    window = windows[index]
    window = window - window[:, :, LOOKBACK - 1 : LOOKBACK]
    return window[:, :, :LOOKBACK], window[:, :, LOOKBACK:]


def errors(index):
    net.eval()
    squares = absolutes = count = 0.0
    with torch.no_grad():
        for part in index.split(BATCH):
            x, y = batch_of(part)
            difference = (net(x) - y).double()
            squares += float((difference**2).sum())
            absolutes += float(difference.abs().sum())
            count += difference.numel()
    net.train()
    return squares / count, absolutes / count


net = SegRnn(rows.shape[1])
optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
train, validation, test = span(0, TRAIN), span(TRAIN, VALIDATION), span(TRAIN + VALIDATION, TEST)
best, since = None, 0
for epoch in range(EPOCHS):
    begun = time.time()
    # the rate falls by a fifth with each epoch after the fourth
    for group in optimizer.param_groups:
        group["lr"] = RATE * 0.8 ** max(0, epoch - 3)
    for part in train[torch.randperm(len(train))].split(BATCH):
        x, y = batch_of(part)
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(net(x), y).backward()
        optimizer.step()
    found = errors(validation)[0]
    tested = errors(test)
    seconds = time.time() - begun
    print(f"epoch {epoch + 1}: validation {found:.4f}, test {tested[0]:.4f}, {seconds:.1f} s", file=sys.stderr, flush=True)
    if best is None or found < best[0]:
        best, since = (found, epoch + 1, *tested), 0
    else:
        since += 1
        if since == PATIENCE:
            break
result = dict(horizon=HORIZON, seed=SEED, width=WIDTH, windows=len(test), best_epoch=best[1], mse=best[2], mae=best[3])
print(json.dumps(result))
