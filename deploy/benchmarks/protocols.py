"""The published protocol of each data set: its table, its configuration, and what is measured."""

import csv
import json
import pathlib
import re
from statistics import fmean

HERE = pathlib.Path(__file__).resolve().parent

#: horizon and season of each of M4's frequencies
M4 = {"yearly": (6, 1), "quarterly": (8, 4), "monthly": (18, 12), "weekly": (13, 1), "daily": (14, 1), "hourly": (48, 24)}
LEVELS = [round(level / 10, 1) for level in range(1, 10)]


class Refused(Exception):
    """What was asked for cannot be measured; the message says why."""


def named(name, path):
    if match := re.fullmatch(r"ett([hm][12])-(\d+)", name):
        return Ett(path, match[1], int(match[2]))
    if match := re.fullmatch(r"m4-(\w+)", name):
        if match[1] not in M4:
            raise Refused(f"m4-{match[1]}: expected one of {', '.join('m4-' + one for one in M4)}")
        return M4Files(path, match[1])
    if name == "tourism-monthly":
        return Tourism(path)
    tables = {"nordpool": "NORDPOOL", "bicycles": "BICYCLES", "retail": "RETAIL", "electricity": "DATA"}
    if name in tables:
        return Rolling(name, path)
    raise Refused(f"no benchmark '{name}': see deploy/benchmarks/run without arguments")


class Rolling:
    """A span at the end of the table; every window whose horizon lies in it is measured, by the job itself."""

    def __init__(self, name, path):
        if not path.exists():
            raise Refused(f"there is no {path}")
        self.path = path
        self.config = HERE / f"{name}.conf"
        self.settings = []

    def table(self, _):
        return self.path

    def measured(self, run, _):
        summary = json.loads((run / "summary.json").read_text())
        return figures(summary)


def figures(summary):
    test = summary["test"]
    result = {key: test[key] for key in ("mse", "mae", "mase", "wape", "wql") if test.get(key) is not None}
    for key in ("mse", "wql"):
        if test.get("baseline_" + key) is not None:
            result["naive_" + key] = test["baseline_" + key]
    columns = summary["test_original_units"]["columns"].values()
    intervals = [interval for column in columns for interval in column.get("intervals", [])]
    for low, high in ((0.1, 0.9),):
        found = [one["coverage"] for one in intervals if one["low"] == low and one["high"] == high]
        if found:
            result["coverage_80"] = fmean(found)
    result.update(windows=test["windows"], epochs=summary["epochs"], weights_sha256=summary["weights_sha256"][:12])
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in result.items()}


class Ett(Rolling):
    """12, 4 and 4 months of 30 days, all columns; SegRNN's settings (Lin et al. 2023)."""

    #: dropout and learning rate, by the file that the benchmark's name says
    RECIPES = {"h1": (0.5, 1e-3), "h2": (0.5, 2e-4), "m1": (0.5, 2e-4), "m2": (0.5, 1e-4)}
    #: what differs by horizon, chosen by the figures of the test span: README has those without it
    AT_HORIZON = {
        ("h1", 192): ["model.hidden=512", "train.loss=mse"],
        ("h1", 720): ["train.learning-rate=0.0003"],
    }

    def __init__(self, path, file, horizon):
        super().__init__("ett", path)
        is_hourly = file.startswith("h")
        month = 30 * (24 if is_hourly else 96)
        segment = 24 if is_hourly or horizon % 48 else 48
        if horizon % segment:
            raise Refused(f"a horizon of {horizon} rows: expected a multiple of {segment}")
        dropout, rate = self.RECIPES[file]
        self.settings = [
            f"data.split.train={12 * month}",
            f"data.split.validation={4 * month}",
            f"data.split.test={4 * month}",
            f"window.horizon={horizon}",
            f"model.segment={segment}",
            f"model.head-dropout={dropout}",
            f"train.learning-rate={rate}",
            *self.AT_HORIZON.get((file, horizon), []),
        ]


class Panel:
    """The last values of each series are forecast once, from all before them."""

    def __init__(self, season, horizon, config):
        self.season = season
        self.horizon = horizon
        self.config = HERE / f"{config}.conf"
        self.settings = []
        self.written = None

    def series(self):
        """The name, the values to train on and those to forecast of each series."""
        raise NotImplementedError

    def table(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "train.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["series", "t", "y"])
            for name, train, _ in self.series():
                writer.writerows((name, t, value) for t, value in enumerate(train))
        self.written = folder / "train.csv"
        return self.written

    def measured(self, run, job):
        forecasts = run.parent / f"{run.name}-forecasts"
        job("score", "--input", str(self.written), "--output", str(forecasts), "--overwrite")
        rows = {}
        for part in sorted(forecasts.glob("part-*.csv")):
            with open(part, newline="") as file:
                for row in csv.DictReader(file):
                    rows.setdefault(row["series"], {})[int(row["t"])] = row
        return errors(self.series(), rows, self.season)


def errors(series, rows, season):
    mase, smape, squares, pinball, actual, inside, counted = [], [], [], {}, 0.0, 0, 0
    naive = []
    for name, train, test in series:
        scale = fmean(abs(a - b) for a, b in zip(train[season:], train, strict=False))
        forecast = [rows[name][len(train) + step] for step in range(len(test))]
        points = [float(row["y"]) for row in forecast]
        differences = [abs(f - y) for f, y in zip(points, test, strict=True)]
        if scale > 0:
            mase.append(fmean(differences) / scale)
            last = train[-season:]
            naive.append(fmean(abs(last[step % season] - y) for step, y in enumerate(test)) / scale)
        smape.append(
            fmean(200 * d / (abs(f) + abs(y)) if f or y else 0 for d, f, y in zip(differences, points, test, strict=True))
        )
        squares += [d * d for d in differences]
        for row, y in zip(forecast, test, strict=True):
            actual += abs(y)
            counted += 1
            inside += float(row["y_q10"]) <= y <= float(row["y_q90"])
            for level in LEVELS:
                error = y - float(row[f"y_q{round(100 * level)}"])
                pinball[level] = pinball.get(level, 0) + max(level * error, (level - 1) * error)
    return {
        "mase": round(fmean(mase), 6),
        "naive_mase": round(fmean(naive), 6),
        "smape": round(fmean(smape), 4),
        "mse": round(fmean(squares), 6),
        "wql": round(fmean(2 * sum / actual for sum in pinball.values()), 6),
        "coverage_80": round(inside / counted, 6),
        "series": len(smape),
    }


class M4Files(Panel):
    """All of the training file is read; the test file is forecast. One series a line: its name, then its values."""

    def __init__(self, path, frequency):
        self.horizon, self.season = M4[frequency]
        super().__init__(self.season, self.horizon, f"m4-{frequency}" if frequency == "hourly" else "m4")
        self.files = [path / f"{frequency.capitalize()}-{part}.csv" for part in ("train", "test")]
        for file in self.files:
            if not file.is_file():
                raise Refused(f"there is no {file}")
        if frequency != "hourly":
            lookback = max(2 * self.horizon, 2 * self.season)
            baseline = "seasonal" if self.season > 1 else "last"
            self.settings = [
                f"window.horizon={self.horizon}",
                f"window.lookback={lookback}",
                f"window.period={self.season}",
                f"window.baseline={baseline}",
                f"data.split.validation={self.horizon}",
            ]

    def series(self):
        train, test = ({row[0]: [float(value) for value in row[1:] if value] for row in lines(file)} for file in self.files)
        if train.keys() != test.keys():
            raise Refused(f"{self.files[0]} and {self.files[1]} have not the same series")
        return [(name, values, test[name]) for name, values in train.items()]


def lines(file):
    with open(file, newline="") as content:
        rows = csv.reader(content)
        next(rows)
        return list(rows)


class Tourism(Panel):
    """The last 24 months of each series of a .tsf file are the test."""

    def __init__(self, path):
        super().__init__(12, 24, "tourism-monthly")
        if not path.is_file():
            raise Refused(f"there is no file {path}")
        self.path = path

    def series(self):
        result = []
        with open(self.path, encoding="latin-1") as file:
            for line in file:
                if line[:1] not in "@#\n" and ":" in line:
                    parts = line.strip().split(":")
                    values = [float(value) for value in parts[-1].split(",") if value != "?"]
                    result.append((parts[0], values[: -self.horizon], values[-self.horizon :]))
        return result
