// A model on a stream: the files of a directory, as they arrive.
import org.sparklstm.job.ml.LstmClassifier
import org.apache.spark.sql.streaming.Trigger

val sequences = spark.range(400).selectExpr("id", "id % 2 as label",
  "transform(sequence(1, 10), t -> array(t * (id % 2) + 3 * randn(1))) as features")
val classifying = new LstmClassifier().setHiddenSize(16).setEpochs(20).fit(sequences)
val files = java.nio.file.Files.createTempDirectory("stream") + "/files"
sequences.write.parquet(files)
val arriving = spark.readStream.schema(sequences.schema).parquet(files)
classifying.transform(arriving).select("id", "label", "prediction").writeStream.
  format("console").option("numRows", 5).trigger(Trigger.AvailableNow).start().awaitTermination()
