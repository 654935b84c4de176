#!/usr/bin/env python3
"""Training steps of conf/text.conf with PyTorch on two threads, in tokens per second.

usage: python3 text.py TEXT [SECONDS]      (torch)
"""
import pathlib
import sys
import time

import torch

HIDDEN, LAYERS, EMBEDDING, DROPOUT, BATCH, STEPS, RATE = 512, 2, 64, 0.35, 52, 100, 0.003

torch.set_num_threads(2)
torch.manual_seed(42)
text = pathlib.Path(sys.argv[1]).read_text()
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 30
known = {character: number for number, character in enumerate(sorted(set(text)), 1)}
tokens = torch.tensor([known[character] for character in text[: int(0.9 * len(text))]])
streams = tokens[: len(tokens) // BATCH * BATCH].view(BATCH, -1).t().contiguous()


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(len(known) + 1, EMBEDDING)
        self.lstm = torch.nn.LSTM(EMBEDDING, HIDDEN, LAYERS, dropout=DROPOUT)
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.head = torch.nn.Linear(HIDDEN, len(known) + 1)

    def forward(self, x, state):
        y, state = self.lstm(self.embedding(x), state)
        return self.head(self.dropout(y)), state


net = Net()
adam = torch.optim.Adam(net.parameters(), lr=RATE, fused=True)
state, at, counted, started = None, 0, 0, None
begin = time.perf_counter()
while started is None or time.perf_counter() - started < seconds:
    if started is None and time.perf_counter() - begin > seconds / 3:
        started = time.perf_counter()
    if at + STEPS + 1 > len(streams):
        state, at = None, 0
    adam.zero_grad()
    logits, state = net(streams[at : at + STEPS], state)
    state = tuple(part.detach() for part in state)
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), streams[at + 1 : at + STEPS + 1].flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1)
    adam.step()
    at += STEPS
    counted += STEPS * BATCH if started is not None else 0
print(f"{counted / (time.perf_counter() - started):,.0f} tokens/s, torch {torch.__version__}, loss {loss.item():.3f}")
