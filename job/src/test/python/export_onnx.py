"""Writes the ONNX files that the import is tested with, by PyTorch's TorchScript exporter at opset 17, and beside those
that can be imported a safetensors file with the module's weights, an input and what the module answers.

    python3 job/src/test/python/export_onnx.py job/src/test/resources/onnx

Needs torch, onnx and safetensors; last run with torch 2.13.0."""

import sys
import warnings
from pathlib import Path

import torch
from safetensors.torch import save_file

warnings.filterwarnings("ignore")
out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)


class Net(torch.nn.Module):
    def __init__(self, cell, pick, layers=1, both=False, first="batch", head=True, **more):
        super().__init__()
        self.cell = torch.nn.__dict__[cell](3, 4, layers, batch_first=first == "batch", bidirectional=both, **more)
        self.head = torch.nn.Linear((2 if both else 1) * 4, 2) if head else torch.nn.Identity()
        self.pick = pick
        self.first = first

    def forward(self, x):
        y, state = self.cell(x)
        h = state[0] if isinstance(state, tuple) else state
        time = 1 if self.first == "batch" else 0
        return self.head({
            "last": lambda: y.select(time, -1),
            "h_n": lambda: h[-1],
            "both": lambda: torch.cat((h[-2], h[-1]), dim=1),
            "swapped": lambda: torch.cat((h[-1], h[-2]), dim=1),
            "first_layer": lambda: h[0],
            "mean": lambda: y.mean(time),
            "max": lambda: y.max(time).values,
            "steps": lambda: y,
            "first": lambda: y.select(time, 0),
        }[self.pick]())


class Then(torch.nn.Module):
    def __init__(self, net, then):
        super().__init__()
        self.net = net
        self.then = then

    def forward(self, x):
        return self.then(self.net(x))


class Started(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.net = torch.nn.GRU(3, 4, batch_first=True)
        self.head = torch.nn.Linear(4, 2)

    def forward(self, x):
        return self.head(self.net(x, torch.ones(1, 2, 4))[0][:, -1])


def export(name, module, imported, sizes="free", first="batch"):
    torch.manual_seed(len(name))
    module.eval()
    x = torch.randn(2, 5, 3) if first == "batch" else torch.randn(5, 2, 3)
    axes = {"x": {0: "a", 1: "b"}} if sizes == "free" else None
    torch.onnx.export(module, (x,), str(out / (name + ".onnx")), opset_version=17, dynamo=False, input_names=["x"],
                      output_names=["y"], dynamic_axes=axes)
    if imported:
        tensors = {key: value.contiguous() for key, value in module.state_dict().items()}
        rows = x if first == "batch" else x.transpose(0, 1).contiguous()
        with torch.no_grad():
            save_file({**tensors, "x": rows, "y": module(x).contiguous()}, out / (name + ".safetensors"))


torch.manual_seed(1)
export("lstm_last", Net("LSTM", "last"), True, sizes="fixed")
export("lstm_two_layers_free_sizes", Net("LSTM", "last", layers=2), True)
export("lstm_time_first", Net("LSTM", "h_n", layers=2, first="time"), True, first="time")
export("lstm_without_bias", Net("LSTM", "mean", bias=False), True)
export("gru_both_directions", Net("GRU", "both", layers=2, both=True), True)
export("gru_largest", Net("GRU", "max", both=True), True, sizes="fixed")
export("rnn_tanh", Net("RNN", "h_n"), True)
export("rnn_relu", Net("RNN", "last", layers=2, nonlinearity="relu"), True)
export("refused_every_step", Net("LSTM", "steps"), False)
export("refused_last_step_of_both", Net("LSTM", "last", both=True), False)
export("refused_swapped", Net("LSTM", "swapped", both=True), False)
export("refused_first_layer", Net("GRU", "first_layer", layers=2), False)
export("refused_first_step", Net("GRU", "first"), False)
export("refused_relu", Then(Net("GRU", "last"), torch.nn.ReLU()), False)
export("refused_second_head", Then(Net("GRU", "last"), torch.nn.Linear(2, 3)), False)
export("refused_started", Started(), False, sizes="fixed")
export("refused_convolution", torch.nn.Sequential(torch.nn.Conv1d(5, 5, 1), Net("RNN", "last")), False)
