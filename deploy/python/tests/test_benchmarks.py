"""What deploy/benchmarks reads and measures, on tables small enough to compute by hand."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "benchmarks"))

import protocols  # noqa: E402


def rows(values, start, width):
    def row(value):
        quantiles = {f"y_q{round(100 * level)}": value + (level - 0.5) * width for level in protocols.LEVELS}
        return {"y": value, **quantiles}

    return {start + step: row(value) for step, value in enumerate(values)}


def test_errors_are_those_of_the_protocol():
    # a season of 2: the differences over it are 1, 1, 1
    series = [("a", [0.0, 10.0, 1.0, 11.0, 2.0], [12.0, 3.0])]
    found = protocols.errors(series, {"a": rows([11.0, 5.0], 5, 10)}, 2)
    assert found["mase"] == pytest.approx((1 + 2) / 2)
    assert found["naive_mase"] == pytest.approx((1 + 1) / 2)
    assert found["smape"] == pytest.approx((200 / 23 + 400 / 8) / 2, abs=1e-4)
    assert found["mse"] == pytest.approx((1 + 4) / 2)
    assert found["coverage_80"] == 1
    errors = [(12 - 11 - (level - 0.5) * 10, level) for level in protocols.LEVELS]
    errors += [(3 - 5 - (level - 0.5) * 10, level) for level in protocols.LEVELS]
    pinball = sum(max(level * error, (level - 1) * error) for error, level in errors)
    assert found["wql"] == pytest.approx(2 * pinball / 15 / 9, abs=1e-6)


def test_wide_files_become_series(tmp_path):
    (tmp_path / "Hourly-train.csv").write_text('"V1","V2","V3","V4"\n"H1",1,2,3\n"H2",4,5,\n')
    (tmp_path / "Hourly-test.csv").write_text('"V1","V2"\n"H2",6\n"H1",7\n')
    protocol = protocols.named("m4-hourly", tmp_path)
    assert protocol.series() == [("H1", [1, 2, 3], [7]), ("H2", [4, 5], [6])]
    table = protocol.table(tmp_path / "out").read_text().split()
    assert table == ["series,t,y", "H1,0,1.0", "H1,1,2.0", "H1,2,3.0", "H2,0,4.0", "H2,1,5.0"]


def test_the_last_months_of_a_tsf_file_are_the_test(tmp_path):
    values = ",".join(str(month) for month in range(30))
    file = tmp_path / "some.tsf"
    file.write_text(f"# caf\u00e9\n@relation x\n@data\nT1:1979-01-01 00-00-00:{values}\n", encoding="latin-1")
    [(name, train, test)] = protocols.named("tourism-monthly", file).series()
    assert (name, train, test) == ("T1", list(range(6)), list(range(6, 30)))


def test_settings_follow_from_the_name_and_not_from_the_file(tmp_path):
    (tmp_path / "some.csv").touch()

    def rate(name):
        settings = protocols.named(name, tmp_path / "some.csv").settings
        # as in the job, the last one counts
        return float(dict(setting.split("=") for setting in settings)["train.learning-rate"])

    assert rate("etth1-720") == 3e-4
    assert rate("etth1-336") == 1e-3
    assert rate("etth2-720") == 2e-4
    assert rate("ettm2-96") == 1e-4


@pytest.mark.parametrize(
    "name, words", [("m4-hour", "expected one of m4-yearly"), ("etth1-100", "a multiple of 24"), ("x", "no benchmark 'x'")]
)
def test_what_cannot_be_measured_is_refused(tmp_path, name, words):
    with pytest.raises(protocols.Refused, match=words):
        protocols.named(name, tmp_path)
