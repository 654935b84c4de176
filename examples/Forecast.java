import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.ml.LstmForecaster;

/** The next day of electricity demand. */
public class Forecast {
  public static void main(String[] arguments) {
    String table = arguments.length > 0 ? arguments[0] : "conf/data/electricity_demand.csv";
    var spark = SparkSession.builder().getOrCreate();
    var demand = spark.read().option("header", true).option("inferSchema", true).csv(table);
    var model = new LstmForecaster().setTimeCol("timestamp").setTargetCols(new String[] {"demand_mw"})
        .setLookback(96).setHorizon(48).setBaseline("seasonal").setPeriod(336).setEpochs(10).fit(demand);
    model.backtest(demand).selectExpr("avg(abs(demand_mw - demand_mw_forecast)) as model",
        "avg(abs(demand_mw - demand_mw_naive)) as naive").show();
    model.transform(demand).show(5);
  }
}
