"""A page about a model."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sparklstm._stages import ModelBase

_STYLE = """<style>
.sparklstm { font-family: system-ui, sans-serif; max-width: 60rem }
.sparklstm table { border-collapse: collapse; margin: .5rem 0 }
.sparklstm td, .sparklstm th { padding: .15rem .8rem; text-align: right; border-bottom: 1px solid #8884 }
.sparklstm td:first-child, .sparklstm th:first-child { text-align: left }
</style>"""


class Report:
    """A page about a model: notebooks show it."""

    def __init__(self, html: str) -> None:
        self._html = html

    @staticmethod
    def of(model: ModelBase, dataset: Any) -> Report:
        """Describes a model, and back-tests a forecaster if there is a table."""
        about = model._told(output="model").collect()[0]
        parts = [
            _STYLE,
            f"<h2>{escape(model.uid)}</h2>",
            f"<p>{about['numParameters']:,} parameters, weights {about['weightsSha256'][:16]}…</p>",
        ]
        if about["bestEpoch"] is not None:
            epochs = model.summary.collect()
            parts.append(f"<h3>Training: epoch {about['bestEpoch']} was the best</h3>")
            parts.append(_losses(epochs))
        if dataset is not None and hasattr(model, "backtest"):
            parts.append(_errors(model, dataset))
        given = sorted((param.name, value) for param, value in model.extractParamMap().items() if model.isSet(param))
        parts.append("<h3>Params</h3>" + _table(("param", "value"), given))
        return Report('<div class="sparklstm">' + "\n".join(parts) + "</div>")

    def _repr_html_(self) -> str:
        return self._html

    def save(self, path: str) -> None:
        """Writes the page to a file."""
        head = '<head><meta charset="utf-8"><title>spark-lstm</title></head>'
        page = f"<!doctype html><html>{head}<body>{self._html}</body></html>"
        Path(path).write_text(page, encoding="utf-8")


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return escape(", ".join(map(str, value)))
    return escape(str(value))


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{_cell(one)}</td>" for one in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _losses(epochs: Sequence[Any]) -> str:
    """The losses by epoch, as a picture and a table."""
    train = [float(row["trainLoss"]) for row in epochs]
    validation = [row["validationLoss"] for row in epochs]
    known = [*train, *(float(one) for one in validation if one is not None)]
    least, most = min(known), max(known)
    width, height = 600.0, 160.0

    def points(values: Sequence[float]) -> str:
        across = width / max(1, len(values) - 1)
        up = height / ((most - least) or 1.0)
        return " ".join(f"{i * across:.1f},{height - (one - least) * up:.1f}" for i, one in enumerate(values))

    lines = f'<polyline points="{points(train)}" fill="none" stroke="#777" stroke-width="2"/>'
    if all(one is not None for one in validation):
        lines += f'<polyline points="{points(validation)}" fill="none" stroke="#1f77b4" stroke-width="2"/>'
    box = f"-4 -4 {width + 8} {height + 8}"
    picture = f'<svg viewBox="{box}" width="600" role="img" aria-label="losses by epoch">{lines}</svg>'
    rows = [(row["epoch"], row["trainLoss"], row["validationLoss"], row["seconds"]) for row in epochs]
    legend = "<p>train loss grey, validation loss blue</p>"
    return picture + legend + _table(("epoch", "train loss", "validation loss", "seconds"), rows)


def _errors(model: Any, dataset: Any) -> str:
    """Mean absolute errors by step of the test span, beside the naive forecast's."""
    from pyspark.sql import functions as f

    from sparklstm._stages import as_spark

    tested = model.backtest(as_spark(dataset))
    parts = ["<h3>Errors on the test span</h3>"]
    for target in model.getOrDefault("targetCols"):
        actual = f.col(f"`{target}`")
        rows = (
            tested.where(actual.isNotNull())
            .groupBy("step")
            .agg(
                f.avg(f.abs(actual - f.col(f"`{target}_forecast`"))).alias("forecast"),
                f.avg(f.abs(actual - f.col(f"`{target}_naive`"))).alias("naive"),
            )
            .orderBy("step")
            .collect()
        )
        parts.append(f"<p>{escape(target)}: mean absolute error, in its units</p>")
        parts.append(_table(("step", "forecast", "naive forecast"), rows))
    return "".join(parts)
