"""Prints what TensorBoard reads in a directory, as JSON: scalars as [step, value], histograms as
[step, count, sum of the buckets, smallest, largest]."""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "histograms": 0, "tensors": 0})
events.Reload()
found = {}
for tag in events.Tags()["scalars"]:
    found[tag] = [[event.step, event.value] for event in events.Scalars(tag)]
for tag in events.Tags()["histograms"]:
    found[tag] = [
        [event.step, event.histogram_value.num, sum(event.histogram_value.bucket),
         event.histogram_value.min, event.histogram_value.max]
        for event in events.Histograms(tag)
    ]
for tag in events.Tags()["tensors"]:
    kind = events.SummaryMetadata(tag).plugin_data.plugin_name
    values = [(event.step, tensor_util.make_ndarray(event.tensor_proto)) for event in events.Tensors(tag)]
    if kind == "scalars":
        found[tag] = [[step, float(value)] for step, value in values]
    else:
        found[tag] = [
            [step, float(value[:, 2].sum()), float(value[:, 2].sum()), float(value[0, 0]), float(value[-1, 1])]
            for step, value in values
        ]
print(json.dumps(found))
