import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.ml.LstmRegressor;
import org.sparklstm.job.ml.SequenceAssembler;

/** The wear of machines after each of their rows, from the five rows up to it. */
public class Regress {
  public static void main(String[] arguments) {
    var spark = SparkSession.builder().getOrCreate();
    var rows = spark.range(8000).selectExpr("id div 100 as machine", "id % 100 as hour", "randn(1) as load")
        .selectExpr("*", "sum(load) OVER (PARTITION BY machine ORDER BY hour ROWS 4 PRECEDING) as label");
    var windows = new SequenceAssembler().setGroupCols(new String[] {"machine"}).setTimeCol("hour").setLookback(5)
        .setInputCols(new String[] {"load"}).setKeepCols(new String[] {"label"}).transform(rows);
    var model = new LstmRegressor().setHiddenSize(16).setEpochs(10).fit(windows.filter("machine < 60"));
    model.transform(windows.filter("machine >= 60")).selectExpr("avg(abs(label))", "avg(abs(label - prediction))").show();
  }
}
