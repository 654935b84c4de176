// Which devices heat up, from rows of one time step each.
import org.sparklstm.job.ml.{LstmClassifier, SequenceAssembler}

val minutes = spark.range(4000).selectExpr("id div 10 as device", "id % 10 as minute", "id div 10 % 2 as label",
  "id % 10 * (id div 10 % 2) + 3 * randn(1) as temperature")
val devices = new SequenceAssembler().setGroupCols(Array("device")).setTimeCol("minute").
  setInputCols(Array("temperature")).setKeepCols(Array("label")).transform(minutes)
val Array(known, unknown) = devices.randomSplit(Array(0.8, 0.2), 1)
val classifier = new LstmClassifier().setHiddenSize(16).setEpochs(20).fit(known)
classifier.transform(unknown).groupBy("label", "prediction").count().orderBy("label", "prediction").show()
