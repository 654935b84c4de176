"""A page about a model."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sparklstm._tables import as_spark

if TYPE_CHECKING:
    from sparklstm._stages import ModelBase

_STYLE = """<style>
.sparklstm { font-family: system-ui, sans-serif; max-width: 60rem }
.sparklstm table { border-collapse: collapse; margin: .5rem 0 }
.sparklstm td, .sparklstm th { padding: .15rem .8rem; text-align: right; border-bottom: 1px solid #8884 }
.sparklstm td:first-child, .sparklstm th:first-child { text-align: left }
</style>"""

_BLUE, _GREY, _LIGHT = "#1f77b4", "#777", "#ccc"

#: Most series whose forecasts are drawn.
_PICTURES = 3


class Report:
    """A page about a model: notebooks show it."""

    def __init__(self, title: str, html: str) -> None:
        self._title = title
        self._html = html

    def __repr__(self) -> str:
        return f"report about {self._title}: notebooks show it, save(path) writes it as HTML"

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
            table = as_spark(dataset)
            parts.append(_errors(model, table))
            parts.append(_forecasts(model, table))
        given = sorted((param.name, value) for param, value in model.extractParamMap().items() if model.isSet(param))
        parts.append("<h3>Params</h3>" + _table(("param", "value"), given))
        return Report(model.uid, '<div class="sparklstm">' + "\n".join(parts) + "</div>")

    def _repr_html_(self) -> str:
        return self._html

    def save(self, path: str) -> None:
        """Writes the page to a file."""
        head = f'<head><meta charset="utf-8"><title>{escape(self._title)}</title></head>'
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


def _picture(about: str, lines: Sequence[tuple[str, Sequence[float | None]]]) -> str:
    """Lines of a colour each, as long as one another; a missing value is a gap."""
    known = [one for _, values in lines for one in values if one is not None]
    if not known:
        return ""
    least, most = min(known), max(known)
    width, height = 600.0, 160.0
    up = height / ((most - least) or 1.0)
    drawn = []
    for colour, values in lines:
        across = width / max(1, len(values) - 1)
        path, pen = "", "M"
        for i, one in enumerate(values):
            if one is None:
                pen = "M"
            else:
                path += f"{pen}{i * across:.1f},{height - (one - least) * up:.1f}"
                pen = "L"
        drawn.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for value, place in ((most, 0.0), (least, height)):
        drawn.append(f'<text x="{width + 8}" y="{place + 4:.1f}" font-size="12" fill="{_GREY}">{value:.4g}</text>')
    box = f"-4 -10 {width + 84} {height + 20}"
    return f'<svg viewBox="{box}" width="684" role="img" aria-label="{escape(about)}">{"".join(drawn)}</svg>'


def _losses(epochs: Sequence[Any]) -> str:
    """The losses by epoch, as a picture and a table."""
    lines = [(_GREY, [row["trainLoss"] for row in epochs]), (_BLUE, [row["validationLoss"] for row in epochs])]
    rows = [(row["epoch"], row["trainLoss"], row["validationLoss"], row["seconds"]) for row in epochs]
    legend = "<p>train loss grey, validation loss blue</p>"
    return _picture("losses by epoch", lines) + legend + _table(("epoch", "train loss", "validation loss", "seconds"), rows)


def _errors(model: Any, table: Any) -> str:
    """Errors by step of the test span, beside the naive forecast's."""
    from pyspark.sql import functions as f

    tested = model.backtest(table)
    parts = ["<h3>Errors on the test span</h3>"]
    for target in model.getOrDefault("targetCols"):
        actual = f.col(f"`{target}`")
        sums = [f.sum(f.abs(actual - f.col(f"`{target}_{by}`"))).alias(by) for by in ("forecast", "naive")]
        rows = (
            tested.where(actual.isNotNull())
            .groupBy("step")
            .agg(f.count(actual).alias("count"), f.sum(f.abs(actual)).alias("size"), *sums)
            .orderBy("step")
            .collect()
        )
        size = sum(row["size"] for row in rows)
        if size > 0:
            wape = {by: sum(row[by] for row in rows) / size for by in ("forecast", "naive")}
            parts.append(
                f"<p>{escape(target)}: the absolute errors add up to {wape['forecast']:.1%} of the actual values "
                f"(WAPE), those of the naive forecast to {wape['naive']:.1%}.</p>"
            )
        parts.append(f"<p>{escape(target)}: mean absolute error, in its units</p>")
        means = [(row["step"], row["forecast"] / row["count"], row["naive"] / row["count"]) for row in rows]
        parts.append(_table(("step", "forecast", "naive forecast"), means))
    return "".join(parts)


def _forecasts(model: Any, table: Any) -> str:
    """Pictures of the last forecasts of some series whose actual values are known."""
    ids = list(model.getOrDefault("seriesIdCols"))
    last = model.backtest(table, windows=1)
    if ids:
        quoted = [f"`{name}`" for name in ids]
        some = last.select(*quoted).distinct().orderBy(*quoted).limit(_PICTURES)
        last = last.join(some, ids, "left_semi")
    series: dict[str, list[Any]] = {}
    for row in last.collect():
        series.setdefault(", ".join(str(row[name]) for name in ids), []).append(row)
    parts = ["<h3>Forecasts of what is known</h3>", "<p>actual grey, forecast blue, naive forecast light grey</p>"]
    for name, rows in sorted(series.items()):
        rows.sort(key=lambda row: int(row["step"]))
        for target in model.getOrDefault("targetCols"):
            about = f"{target} of {name}" if name else str(target)
            parts.append(f"<p>{escape(about)}, the {len(rows)} steps after {escape(str(rows[0]['cutoff']))}</p>")
            lines = ((_LIGHT, f"{target}_naive"), (_GREY, target), (_BLUE, f"{target}_forecast"))
            parts.append(_picture(about, [(colour, [row[column] for row in rows]) for colour, column in lines]))
    return "".join(parts)
