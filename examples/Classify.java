import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.ml.LstmClassifier;
import org.sparklstm.job.ml.SequenceAssembler;

/** Which devices heat up, from rows of one time step each. */
public class Classify {
  public static void main(String[] arguments) {
    var spark = SparkSession.builder().getOrCreate();
    var rows = spark.range(4000).selectExpr("id div 10 as device", "id % 10 as minute", "id div 10 % 2 as label",
        "id % 10 * (id div 10 % 2) + 3 * randn(1) as temperature");
    var sequences = new SequenceAssembler().setGroupCols(new String[] {"device"}).setTimeCol("minute")
        .setInputCols(new String[] {"temperature"}).setKeepCols(new String[] {"label"}).transform(rows);
    var parts = sequences.randomSplit(new double[] {0.8, 0.2}, 1);
    var model = new LstmClassifier().setHiddenSize(16).setEpochs(20).fit(parts[0]);
    model.transform(parts[1]).groupBy("label", "prediction").count().orderBy("label", "prediction").show();
  }
}
