"""What a client of Spark Connect does, in a process and a Python that have no jar: prints a line of JSON."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import SparkSession

import sparklstm
import tables


def refused(work: Any) -> str:
    """The message of a SparkLstmError."""
    try:
        work()
    except sparklstm.SparkLstmError as error:
        return str(error)
    raise AssertionError("nothing was refused")


def main(port: str, folder: str) -> dict[str, Any]:
    spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
    waves = tables.waves(spark)
    model = tables.forecaster(sparklstm).fit(waves)
    model.save(folder + "/model")
    loaded = sparklstm.LstmForecasterModel.load(folder + "/model")
    Pipeline(stages=[tables.forecaster(sparklstm)]).fit(waves).save(folder + "/pipeline")
    pipeline = PipelineModel.load(folder + "/pipeline")
    known = tables.forecaster(sparklstm, futureCols=["p"], epochs=1).fit(tables.planned(spark))
    visits = tables.visits(spark)
    pages = tables.next_token(sparklstm).fit(visits)
    pages.save(folder + "/pages")
    pages = sparklstm.LstmNextTokenModel.load(folder + "/pages")
    beside = tables.next_token(sparklstm, featureCols=["seconds"], epochs=1).fit(visits)
    tagger = sparklstm.LstmTagger(hiddenSize=4, epochs=1, showProgress=False).fit(visits)
    wave = tables.classifier(sparklstm).fit(tables.sequences(spark))
    return {
        "hash": model.weightsSha256,
        "loaded": loaded.weightsSha256,
        "forecasts": tables.shown(model.transform(waves)),
        "loaded_forecasts": tables.shown(loaded.transform(waves)),
        "pipeline_forecasts": tables.shown(pipeline.transform(waves)),
        "planned": tables.shown(known.transform(tables.planned(spark), future=tables.plan(spark))),
        "backtest": model.backtest(waves, windows=2, step=3).count(),
        "refitted": model.backtest(waves, windows=2, step=3, refit="keep").count(),
        "epochs": model.summary.count(),
        "report": "<table" in model.report(waves)._repr_html_(),
        "classes": wave.classNames,
        "pages": tables.shown(pages.transform(visits).select("visit", "ranks")),
        "recommended": tables.shown(pages.recommendForAll(visits, 2).select("visit", "recommendations.token")),
        "generated": tables.shown(pages.generate(visits, maxLength=3, seed=5).select("visit", "generated")),
        "beside": beside.weightsSha256,
        "not_generated": refused(lambda: beside.generate(visits).count()),
        "tagged": tables.shown(tagger.transform(visits).select("visit", "prediction")),
        "no_column": refused(lambda: tables.forecaster(sparklstm, seriesIdCols=["store"]).fit(waves)),
        "no_lookback": refused(lambda: tables.forecaster(sparklstm, lookback=-1).fit(waves)),
        "no_plan": refused(lambda: known.transform(tables.planned(spark), future=tables.plan(spark).limit(1))),
    }


if __name__ == "__main__":
    try:
        print(json.dumps(main(*sys.argv[1:])), flush=True)
    except Exception:
        traceback.print_exc()
        # PySpark can wait forever for its server while an interpreter with models ends
        os._exit(1)
