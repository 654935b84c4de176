#!/usr/bin/env python3
"""Prints the tables of README.md: lstm-core's bench and PyTorch in turns, one thread each on one core.

usage, from the project's root: python3 side_by_side.py [--rounds N] [--seconds S] [--width 256] [--java PATH] [SHAPE …]

  --width 256   both without AVX-512: vectors of 256 bits and 16 registers, as on most machines
  --java PATH   the java to measure (default: java)
  SHAPE         B,T,I,H,L: sequences, steps, inputs, hidden size, layers (default: ten of them)

Needs torch. Values are medians of the rounds; ratios are medians of the ratios of the rounds.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time

SHAPES = ["48,60,12,96,1", "16,200,4,64,1", "100,24,30,160,2", "64,72,5,320,1", "256,48,10,48,1",
          "32,50,8,64,1", "64,96,7,128,1", "64,96,7,128,2", "64,50,64,256,1", "32,35,200,200,2"]
NO_AVX512 = {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"}
# on a slow core the JIT compiler is not done with small shapes after two seconds, and they are ten times slower until then
WARM_UP = 6
ONE_CORE = ["taskset", "-c", "0"]


def flop(b, t, i, h, layers):
    return 8 * b * t * h * (i + h + (layers - 1) * 2 * h)


def pytorch(shape, seconds):
    """Runs in a process of its own: which instructions PyTorch uses is settled when it starts."""
    import torch

    torch.set_num_threads(1)
    b, t, i, h, layers = shape
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

    def per_second(call):
        for _ in range(3):
            call()
        calls, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            call()
            calls += 1
        return calls / (time.perf_counter() - start)

    work = flop(*shape) / 1e9
    print(json.dumps({"train_gflops": 3 * work * per_second(step), "infer_gflops": work * per_second(predict)}))


def measured(command, environment):
    done = subprocess.run(ONE_CORE + command, env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return result["train_gflops"], result["infer_gflops"]


def main():
    parser = argparse.ArgumentParser(usage=__doc__.strip())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--width", type=int, choices=[256, 512], default=512)
    parser.add_argument("--java", default="java")
    parser.add_argument("--jvm-option", action="append", default=[])
    parser.add_argument("--torch", help=argparse.SUPPRESS)
    parser.add_argument("shapes", nargs="*", default=SHAPES)
    options = parser.parse_args()
    if options.torch:
        return pytorch([int(size) for size in options.torch.split(",")], options.seconds)
    narrow = options.width == 256
    java = [options.java, "--add-modules", "jdk.incubator.vector", *(["-XX:UseAVX=2"] if narrow else []),
            *options.jvm_option, "-jar", "lstm-core/target/lstm-core.jar", "bench", "--seconds", str(options.seconds),
            "--warm-up", str(WARM_UP)]
    trains, infers = [], []
    for shape in options.shapes:
        rounds = []
        for _ in range(options.rounds):
            own = measured(java + [shape], {})
            other = measured([sys.executable, __file__, "--seconds", str(options.seconds), "--torch", shape],
                             NO_AVX512 if narrow else {})
            rounds.append((own[0], other[0], own[1], other[1]))
        own_train, torch_train, own_infer, torch_infer = (statistics.median(column) for column in zip(*rounds))
        trains.append(statistics.median(r[0] / r[1] for r in rounds))
        infers.append(statistics.median(r[2] / r[3] for r in rounds))
        print(f"| {', '.join(shape.split(','))} | {own_train:.0f} | {torch_train:.0f} | {trains[-1]:.2f} "
              f"| {own_infer:.0f} | {torch_infer:.0f} | {infers[-1]:.2f} |", flush=True)
    count = len(options.shapes)
    print(f"| geometric mean, least | | | {math.prod(trains) ** (1 / count):.2f}, {min(trains):.2f} "
          f"| | | {math.prod(infers) ** (1 / count):.2f}, {min(infers):.2f} |")


if __name__ == "__main__":
    main()
