"""The stages from Python: train, transform, back-test, save and load."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder

import sparklstm
import tables
from sparklstm import SparkLstmError


def rows(table: Any) -> list[Any]:
    return sorted(map(tuple, table.collect()))


def test_a_forecast(forecaster: Any, waves: Any) -> None:
    model = forecaster.fit(waves)
    forecast = model.transform(waves)
    assert forecast.columns == ["id", "t", "step", "y"]
    assert forecast.count() == 18
    assert [row["epoch"] for row in model.summary.collect()] == [1, 2]
    assert model.hasSummary and model.bestEpoch in (1, 2)
    # the same bits again, on every Spark
    assert forecaster.fit(waves).weightsSha256 == model.weightsSha256 == tables.WAVES_SHA256


def test_back_tests(forecaster: Any, waves: Any) -> None:
    model = forecaster.fit(waves)
    tested = model.backtest(waves)
    assert {"cutoff", "y", "y_forecast", "y_naive", "y_error"} <= set(tested.columns)
    rolling = model.backtest(waves, windows=2, step=6)
    assert rolling.count() == 3 * 2 * 6
    assert rows(rolling) == rows(model.backtest(waves, windows=2, step=6))


def test_a_pipeline_is_saved_and_loaded(forecaster: Any, waves: Any, tmp_path: Path) -> None:
    fitted = Pipeline(stages=[forecaster]).fit(waves)
    fitted.save(str(tmp_path / "pipeline"))
    loaded = PipelineModel.load(str(tmp_path / "pipeline"))
    assert type(loaded.stages[0]) is sparklstm.LstmForecasterModel
    assert rows(loaded.transform(waves)) == rows(fitted.transform(waves))
    forecaster.save(str(tmp_path / "estimator"))
    again = sparklstm.LstmForecaster.load(str(tmp_path / "estimator"))
    assert again.getHiddenSize() == 8
    assert again.fit(waves).weightsSha256 == fitted.stages[0].weightsSha256


def test_java_opens_what_python_saved(forecaster: Any, waves: Any, spark: Any, tmp_path: Path) -> None:
    model = forecaster.fit(waves)
    model.save(str(tmp_path / "model"))
    java = spark._jvm.org.sparklstm.job.ml.LstmForecasterModel.load(str(tmp_path / "model"))
    assert java.weightsSha256() == model.weightsSha256
    java.write().save(str(tmp_path / "back"))
    back = sparklstm.LstmForecasterModel.load(str(tmp_path / "back"))
    assert rows(back.transform(waves)) == rows(model.transform(waves))
    assert not back.hasSummary


def test_next_tokens(spark: Any, tmp_path: Path) -> None:
    visits = tables.visits(spark).select("visit", "tokens", "seconds")
    stage = tables.next_token(sparklstm)
    model = stage.fit(visits)
    for row in model.recommendForAll(visits, 2).collect():
        last = int(row["tokens"][-1][4:])
        assert [one["token"] for one in row["recommendations"]][0] == f"page{(last + 1) % 4}"
    scored = model.transform(visits).first()
    assert scored["ranks"][0] is None and set(scored["ranks"][1:]) == {1}
    prompts = visits.limit(1).toPandas()
    generated = model.generate(prompts, maxLength=3, temperature=0.0)["generated"][0]
    assert list(generated) == [f"page{(int(prompts['tokens'][0][-1][4:]) + 1 + t) % 4}" for t in range(3)]
    model.save(tmp_path / "model")
    loaded = sparklstm.LstmNextTokenModel.load(tmp_path / "model")
    assert rows(loaded.recommendForAll(visits, 2)) == rows(model.recommendForAll(visits, 2))
    beside = stage.copy().setFeatureCols(["seconds"]).fit(visits)
    assert beside.weightsSha256 != model.weightsSha256
    assert beside.transform(visits).count() == visits.count()
    with pytest.raises(SparkLstmError, match="only a model without featureCols and categoricalCols continues sequences"):
        beside.generate(visits)
    with pytest.raises(SparkLstmError, match="tokensCol: no column 'words'"):
        stage.copy().setTokensCol("words").fit(visits)


def test_tags(spark: Any, tmp_path: Path) -> None:
    words = [[f"w{(i + t) % 3}" for t in range(2 + i % 5)] for i in range(60)]
    sentences = spark.createDataFrame(
        [(one, ["first" if t == 0 else "later" for t in range(len(one))]) for one in words],
        "tokens array<string>, label array<string>",
    )
    stage = sparklstm.LstmTagger(hiddenSize=8, batchSize=8, epochs=15, learningRate=0.03, showProgress=False)
    model = stage.fit(sentences)
    tagged = model.transform(sentences).collect()
    assert all(row["prediction"] == row["label"] for row in tagged)
    model.save(tmp_path / "model")
    loaded = sparklstm.LstmTaggerModel.load(tmp_path / "model")
    assert rows(loaded.transform(sentences)) == rows(model.transform(sentences))
    with pytest.raises(SparkLstmError, match="labelCol"):
        stage.copy().setLabelCol("tag").fit(sentences)


def test_a_classifier_in_a_cross_validator(spark: Any, tmp_path: Path) -> None:
    table = spark.createDataFrame(
        [([[float(i % 2) + 0.1 * (i % 7)]] * (3 + i % 4), float(i % 2)) for i in range(60)],
        "features array<array<double>>, label double",
    )
    classifier = sparklstm.LstmClassifier(hiddenSize=4, epochs=6, batchSize=8, learningRate=0.05, showProgress=False)
    grid = ParamGridBuilder().addGrid(classifier.hiddenSize, [2, 4]).build()
    validator = CrossValidator(
        estimator=classifier,
        estimatorParamMaps=grid,
        evaluator=MulticlassClassificationEvaluator(metricName="accuracy"),
        numFolds=2,
        parallelism=2,
    )
    model = validator.fit(table)
    assert max(model.avgMetrics) > 0.9
    model.save(str(tmp_path / "validated"))
    loaded = CrossValidatorModel.load(str(tmp_path / "validated"))
    assert rows(loaded.transform(table).select("prediction")) == rows(model.transform(table).select("prediction"))
    assert model.bestModel.numClasses == 2


def test_params_by_rolling_origins(forecaster: Any, waves: Any, tmp_path: Path) -> None:
    grid = ParamGridBuilder().addGrid(forecaster.hiddenSize, [2, 8]).build()
    validator = sparklstm.RollingOriginValidator(estimator=forecaster, estimatorParamMaps=grid, numFolds=2)
    model = validator.fit(waves)
    assert len(model.avgMetrics) == 2
    assert model.results.count() == 4
    assert model.bestModel.getHiddenSize() in (2, 8)
    with pytest.raises(SparkLstmError, match="metric is wapes, expected one of wape, mae"):
        validator.copy({validator.metric: "wapes"}).fit(waves)
    model.save(str(tmp_path / "validated"))
    loaded = sparklstm.RollingOriginValidatorModel.load(str(tmp_path / "validated"))
    assert rows(loaded.transform(waves)) == rows(model.transform(waves))
    Pipeline(stages=[validator]).save(str(tmp_path / "pipeline"))
    opened = Pipeline.load(str(tmp_path / "pipeline")).getStages()[0]
    assert [list(one.values()) for one in opened.getEstimatorParamMaps()] == [[2], [8]]
    assert opened.fit(waves).avgMetrics == model.avgMetrics


def test_an_assembler_and_a_regressor(spark: Any, waves: Any) -> None:
    assembled = sparklstm.SequenceAssembler(groupCols=["id"], timeCol="t", inputCols=["y"], outputCol="features").transform(
        waves
    )
    assert assembled.count() == 3
    labelled = assembled.withColumn("label", assembled["id"].substr(2, 1).cast("double"))
    model = sparklstm.LstmRegressor(hiddenSize=4, epochs=1, showProgress=False).fit(labelled)
    assert model.transform(labelled).select("prediction").count() == 3


def test_pandas_in_and_out(forecaster: Any, waves: Any) -> None:
    pandas = pytest.importorskip("pandas")
    model = forecaster.fit(waves.toPandas())
    forecast = model.transform(waves.toPandas())
    assert isinstance(forecast, pandas.DataFrame) and len(forecast) == 18
    assert isinstance(model.backtest(waves.toPandas(), windows=1), pandas.DataFrame)


def test_quantiles(forecaster: Any, waves: Any, tmp_path: Path) -> None:
    given = forecaster.copy({forecaster.loss: "quantile", forecaster.quantileLevels: [0.1, 0.9]})
    model = given.fit(waves)
    forecast = model.transform(waves)
    assert forecast.columns == ["id", "t", "step", "y", "y_q10", "y_q50", "y_q90"]
    assert forecast.where("y_q10 <= y_q50 and y_q50 <= y_q90 and y = y_q50").count() == 18
    model.save(tmp_path / "model")
    assert rows(sparklstm.LstmForecasterModel.load(tmp_path / "model").transform(waves)) == rows(forecast)
    with pytest.raises(SparkLstmError, match="quantileLevels is .*, expected 1 to 99 different numbers"):
        forecaster.setQuantileLevels([0.1, 1.5])
    pytest.importorskip("matplotlib")
    legend = model.plot(waves, series=1).axes[0].get_legend()
    assert "80 % interval" in [text.get_text() for text in legend.get_texts()]


def test_time_zones_of_pandas_come_back(forecaster: Any, waves: Any) -> None:
    pandas = pytest.importorskip("pandas")
    table = waves.toPandas()
    # over the hour that an autumn's night has twice
    table["t"] = pandas.Timestamp("2024-10-18", tz="Europe/Berlin") + pandas.to_timedelta(table["t"], unit="h")
    model = forecaster.fit(table)
    forecast = model.transform(table)
    assert str(forecast["t"].dt.tz) == "Europe/Berlin"
    assert forecast["t"].min() == table["t"].max() + pandas.Timedelta(hours=1)
    first = table["t"].min() + pandas.Timedelta(hours=220)
    cut = model.transform(table[table["t"] <= first])
    assert sorted(cut[cut["id"] == "s1"]["t"]) == [first + pandas.Timedelta(hours=step) for step in range(1, 7)]


def test_a_report_and_a_picture(forecaster: Any, waves: Any, tmp_path: Path) -> None:
    model = forecaster.fit(waves)
    page = model.report(waves)
    assert "Errors on the test span" in page._repr_html_() and "WAPE" in page._repr_html_()
    assert page._repr_html_().count('aria-label="y of s') == 3
    assert repr(page).startswith("report about LstmForecaster")
    page.save(str(tmp_path / "report.html"))
    assert "</html>" in (tmp_path / "report.html").read_text(encoding="utf-8")
    pytest.importorskip("matplotlib")
    assert len(model.plot(waves, series=2).axes) == 2
    assert len(model.plot(waves, series={"id": "s1"}).axes) == 1
    assert len(model.plot(waves, series="s1").axes) == 1
    with pytest.raises(SparkLstmError, match="series names store, expected id"):
        model.plot(waves, series={"store": "s1"})
    with pytest.raises(SparkLstmError, match="series is 1.5, expected a number from 1 on"):
        model.plot(waves, series=1.5)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"targetCols": ["nosuch"]}, "targetCols.*'nosuch'"),
        ({"timeCol": "nosuch"}, "timeCol.*'nosuch'"),
        ({"targetCols": ["id"]}, "'id'"),
        ({"lookback": 10_000}, "10,000|10000"),
    ],
)
def test_errors_are_one_line(forecaster: Any, waves: Any, params: dict[str, Any], message: str) -> None:
    for name, value in params.items():
        getattr(forecaster, "set" + name[0].upper() + name[1:])(value)
    with pytest.raises(SparkLstmError, match=message) as error:
        forecaster.fit(waves)
    assert "\n" not in str(error.value)
    assert error.value.__cause__ is None and error.value.__suppress_context__


def test_values_are_refused_where_they_are_set(spark: Any) -> None:
    with pytest.raises(SparkLstmError, match="hiddenSize is 0, expected"):
        sparklstm.LstmForecaster(hiddenSize=0)
    with pytest.raises(SparkLstmError, match="hiddenSize"):
        sparklstm.LstmForecaster(hiddenSize="many")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"LstmForecaster has no param hidden_size: did you mean hiddenSize\?"):
        sparklstm.LstmForecaster(hidden_size=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="LstmForecaster has no param xyz$"):
        sparklstm.LstmForecaster(xyz=3)  # type: ignore[call-arg]


def test_values_that_are_refused_leave_the_stage_as_it_was(forecaster: Any, waves: Any) -> None:
    with pytest.raises(SparkLstmError, match="hiddenSize is 'x': "):
        forecaster.fit(waves, {forecaster.hiddenSize: "x"})
    model = forecaster.fit(waves)
    with pytest.raises(SparkLstmError, match="backtestRefit is True: "):
        model.backtest(waves, windows=2, refit=True)
    assert model.weightsSha256 == tables.WAVES_SHA256


def test_advice_is_for_those_who_write_code(forecaster: Any, spark: Any) -> None:
    texts = spark.createDataFrame([("s1", "2025-01-01", "x")], "id string, t string, y string")
    with pytest.raises(SparkLstmError, match="^LstmForecaster: timeCol: column 't' .*pd.to_datetime"):
        forecaster.fit(texts)
    with pytest.raises(SparkLstmError, match="targetCols: column 'y' .*pd.to_numeric"):
        forecaster.fit(texts.withColumn("t", texts["t"].cast("date")))
    with pytest.raises(SparkLstmError, match="timeCol: no column 't' .*reset_index"):
        forecaster.fit(texts.drop("t"))
    with pytest.raises(SparkLstmError, match="horizon must be given and above 0"):
        forecaster.fit(texts, {forecaster.horizon: 0})


@pytest.mark.parametrize("table", [[1.0, 2.0], None, "waves"])
def test_what_is_no_table_is_refused(forecaster: Any, table: Any) -> None:
    with pytest.raises(SparkLstmError, match="expected a table, a DataFrame of Spark or pandas, but this is a"):
        forecaster.fit(table)


def test_saving_and_loading_say_what_is_wrong(forecaster: Any, waves: Any, tmp_path: Path) -> None:
    model = forecaster.fit(waves)
    path = tmp_path / "model"
    model.save(path)
    with pytest.raises(SparkLstmError, match=r"already exists: save\(path, overwrite=True\) replaces it$"):
        model.save(path)
    model.save(path, overwrite=True)
    with pytest.raises(SparkLstmError, match="holds a LstmForecasterModel: load it by that class, not by LstmForecaster$"):
        sparklstm.LstmForecaster.load(path)
    for other in (sparklstm.LstmClassificationModel, sparklstm.SequenceAssembler):
        with pytest.raises(SparkLstmError, match="LstmForecasterModel"):
            other.load(path)
    with pytest.raises(SparkLstmError, match="^no model.json in .*, expected the directory of a model"):
        sparklstm.LstmForecasterModel.load(tmp_path / "nowhere")


def test_a_plan_is_the_second_table(forecaster: Any, waves: Any, spark: Any) -> None:
    planned = forecaster.copy({forecaster.futureCols: ["p"]}).fit(tables.planned(spark))
    plan = tables.plan(spark)
    expected = rows(planned.transform(tables.planned(spark), future=plan))
    assert rows(planned.transform(tables.planned(spark), plan)) == expected
    with pytest.raises(SparkLstmError, match="futureCols and calendarFeatures are empty, so nothing of .* is used"):
        forecaster.fit(waves).transform(waves, future=plan)


def test_signatures_are_keyword_only(spark: Any) -> None:
    parameters = inspect.signature(sparklstm.LstmForecaster.__init__).parameters
    assert {"lookback", "horizon", "futureCols"} <= set(parameters)
    with pytest.raises(TypeError):
        sparklstm.LstmForecaster(24)  # type: ignore[misc]
