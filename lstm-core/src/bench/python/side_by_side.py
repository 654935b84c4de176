#!/usr/bin/env python3
"""Prints the table of README.md: lstm-core's bench, PyTorch and ONNX Runtime in turns, on one thread.

Values are medians of the rounds.

usage, from the project's root: python3 side_by_side.py [ROUNDS [SECONDS]]      (torch, numpy, onnx, onnxruntime)
"""
import json, math, statistics, subprocess, sys, time
import numpy, onnx, onnxruntime, torch
from onnx import TensorProto, helper, numpy_helper

SHAPES = [(32, 50, 8, 64, 1), (64, 96, 7, 128, 1), (64, 96, 7, 128, 2), (64, 50, 64, 256, 1), (128, 100, 64, 512, 1),
          (32, 35, 200, 200, 2)]
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 2
JAVA = "java --add-modules jdk.incubator.vector -jar lstm-core/target/lstm-core.jar bench --seconds".split()


def seconds_per_call(call):
    for _ in range(3):
        call()
    calls, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        call()
        calls += 1
    return (time.perf_counter() - start) / calls


def flop(b, t, i, h, layers):
    return 8 * b * t * h * (i + h + (layers - 1) * 2 * h)


def pytorch(b, t, i, h, layers):
    lstm, head = torch.nn.LSTM(i, h, layers), torch.nn.Linear(h, 1)
    adam = torch.optim.Adam(list(lstm.parameters()) + list(head.parameters()), fused=True)
    x, target = torch.randn(t, b, i), torch.randn(b, 1)

    def step():
        adam.zero_grad()
        torch.nn.functional.mse_loss(head(lstm(x)[0][-1]), target).backward()
        adam.step()

    def predict():
        with torch.no_grad():
            head(lstm(x)[0][-1])

    work = flop(b, t, i, h, layers) / 1e9
    return 3 * work / seconds_per_call(step), work / seconds_per_call(predict)


def onnx_runtime(b, t, i, h, layers):
    nodes, weights, below = [], [numpy_helper.from_array(numpy.array([1]), "axis")], "x"
    for layer in range(layers):
        shapes = {"W": (1, 4 * h, h if layer else i), "R": (1, 4 * h, h), "B": (1, 8 * h)}
        for name, shape in shapes.items():
            values = numpy.random.uniform(-h ** -0.5, h ** -0.5, shape).astype(numpy.float32)
            weights.append(numpy_helper.from_array(values, f"{name}{layer}"))
        nodes.append(helper.make_node("LSTM", [below] + [f"{n}{layer}" for n in shapes], [f"y{layer}", f"h{layer}"],
                                      hidden_size=h))
        nodes.append(helper.make_node("Squeeze", [f"y{layer}", "axis"], [f"s{layer}"]))
        below = f"s{layer}"
    float_type = TensorProto.FLOAT
    graph = helper.make_graph(nodes, "lstm", [helper.make_tensor_value_info("x", float_type, [t, b, i])],
                              [helper.make_tensor_value_info(f"h{layers - 1}", float_type, [1, b, h])], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=7)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    x = {"x": numpy.random.randn(t, b, i).astype(numpy.float32)}
    return flop(b, t, i, h, layers) / 1e9 / seconds_per_call(lambda: session.run([f"h{layers - 1}"], x))


torch.set_num_threads(1)
trains, infers = [], []
for shape in SHAPES:
    rows = []
    for _ in range(ROUNDS):
        line = subprocess.run(JAVA + [str(SECONDS), ",".join(map(str, shape))], capture_output=True, check=True).stdout
        own = json.loads(line)
        rows.append((own["train_gflops"], *pytorch(*shape), own["infer_gflops"], onnx_runtime(*shape)))
    train, torch_train, torch_infer, infer, ort = (statistics.median(column) for column in zip(*rows))
    trains.append(statistics.median(r[0] / r[1] for r in rows))
    infers.append(statistics.median(r[3] / max(r[2], r[4]) for r in rows))
    print(f"| {', '.join(map(str, shape))} | {train:.0f} | {torch_train:.0f} | {trains[-1]:.2f} "
          f"| {infer:.0f} | {torch_infer:.0f} | {ort:.0f} | {infers[-1]:.2f} |", flush=True)
print(f"| geometric mean | | | {math.prod(trains) ** (1 / 6):.2f} | | | | {math.prod(infers) ** (1 / 6):.2f} |")
