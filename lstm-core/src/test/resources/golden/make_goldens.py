#!/usr/bin/env python3
"""Writes forecaster.safetensors and optimizers.safetensors: what PyTorch computes, in float64.

usage: python3 make_goldens.py        (torch 2.13, numpy, safetensors; writes beside itself)

Each case holds the network's parameters (float32), an input (T, B, I), an output gradient (B, O), and
PyTorch's prediction and gradients, computed in float64 from those float32 numbers.
"""
import pathlib
import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
CASES = {  # T, B, I, H, layers, directions, O
    "plain": (5, 3, 2, 4, 1, 1, 3),
    "wide": (30, 8, 7, 33, 1, 1, 24),
    "stacked": (12, 5, 3, 7, 3, 1, 2),
    "both_ways": (9, 4, 2, 17, 2, 2, 5),
    "one_step": (1, 1, 1, 1, 1, 2, 1),
}


class Net(torch.nn.Module):
    def __init__(self, inputs, hidden, layers, directions, outputs):
        super().__init__()
        self.lstm = torch.nn.LSTM(inputs, hidden, layers, bidirectional=directions == 2)
        self.head = torch.nn.Linear(directions * hidden, outputs)
        self.directions = directions

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.head(torch.cat(list(h[-self.directions:]), dim=1))


def forecaster():
    tensors = {}
    for number, (name, (steps, batch, inputs, hidden, layers, directions, outputs)) in enumerate(CASES.items()):
        torch.manual_seed(number)
        net = Net(inputs, hidden, layers, directions, outputs)
        for key, value in net.state_dict().items():
            tensors[f"{name}/{key}"] = value.clone()
        x, d = torch.randn(steps, batch, inputs), torch.randn(batch, outputs)
        net = net.double()
        y = net(x.double())
        (y * d.double()).sum().backward()
        tensors.update({f"{name}/x": x, f"{name}/d_prediction": d, f"{name}/prediction": y.detach()})
        for key, value in net.named_parameters():
            tensors[f"{name}/grad.{key}"] = value.grad.clone()
    save_file(tensors, HERE / "forecaster.safetensors")


def optimizers():
    """100 steps down a bent bowl: the gradient is a * p + b * p^3, parameters recorded every 10 steps."""
    torch.manual_seed(7)
    start, a, b = torch.randn(20), torch.rand(20) + 0.1, torch.rand(20)
    tensors = {"start": start, "a": a, "b": b}
    for name, make in {
        "adam": lambda p: torch.optim.Adam(p, lr=0.01),
        "adam_decay": lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
        "sgd_decay": lambda p: torch.optim.SGD(p, lr=0.01, weight_decay=0.1),
    }.items():
        p = start.clone().requires_grad_()
        optimizer, seen = make([p]), []
        for step in range(100):
            p.grad = (a * p + b * p ** 3).detach()
            optimizer.step()
            if step % 10 == 9:
                seen.append(p.detach().clone())
        tensors[name] = torch.stack(seen)
    save_file(tensors, HERE / "optimizers.safetensors")


if __name__ == "__main__":
    forecaster()
    optimizers()
