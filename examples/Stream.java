import java.nio.file.Files;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.sparklstm.job.ml.LstmClassifier;

/** A model on a stream: the files of a directory, as they arrive. */
public class Stream {
  public static void main(String[] arguments) throws Exception {
    var spark = SparkSession.builder().getOrCreate();
    var sequences = spark.range(400).selectExpr("id", "id % 2 as label",
        "transform(sequence(1, 10), t -> array(t * (id % 2) + 3 * randn(1))) as features");
    var model = new LstmClassifier().setHiddenSize(16).setEpochs(20).fit(sequences);
    String files = Files.createTempDirectory("stream") + "/files";
    sequences.write().parquet(files);
    model.transform(spark.readStream().schema(sequences.schema()).parquet(files)).select("id", "label", "prediction")
        .writeStream().format("console").option("numRows", 5).trigger(Trigger.AvailableNow()).start().awaitTermination();
  }
}
