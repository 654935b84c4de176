"""The Python example of README: python deploy/python/example.py TABLES

TABLES is a folder that deploy/local/generate --panel has written: sales.parquet and plan.parquet.
"""

import sys

import sparklstm

folder = sys.argv[1]
spark = sparklstm.session(config={"spark.sql.session.timeZone": "UTC"})
sales = spark.read.parquet(folder + "/sales.parquet")
plan = spark.read.parquet(folder + "/plan.parquet")  # prices and promotions, four weeks further than the sales
known = plan.join(sales.drop("price", "promo"), ["store", "item", "day"], "left")

forecaster = sparklstm.LstmForecaster(
    seriesIdCols=["store", "item"],
    timeCol="day",
    targetCols=["units"],
    futureCols=["price", "promo"],
    categoricalCols=["store", "item"],
    calendarFeatures=["day-of-week", "day-of-year"],
    gaps="fill",
    targetTransform="log1p",
    scalerType="window",
    splitUnit="rows-from-end",
    validationSplit=28,
    testSplit=28,
    lookback=56,
    horizon=28,
    stride=4,
    period=7,
    baseline="none",
    forecastMinimum=0,
    hiddenSize=32,
    epochs=2,
    batchSize=256,
    learningRate=0.003,
    loss="mae",
    seed=1,
)
model = forecaster.fit(known)
model.transform(known).orderBy("store", "item", "day").show(5)
print("weights", model.weightsSha256)
