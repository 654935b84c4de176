// The next day of electricity demand.
import org.sparklstm.job.ml.LstmForecaster

val demand = spark.read.option("header", true).option("inferSchema", true).csv("conf/data/electricity_demand.csv")
val forecaster = new LstmForecaster().setTimeCol("timestamp").setTargetCols(Array("demand_mw")).
  setLookback(96).setHorizon(48).setBaseline("seasonal").setPeriod(336).setEpochs(10)
val forecasts = forecaster.fit(demand)
forecasts.backtest(demand).selectExpr("avg(abs(demand_mw - demand_mw_forecast)) as model",
  "avg(abs(demand_mw - demand_mw_naive)) as naive").show()
forecasts.transform(demand).show(5)
