// The wear of machines after each of their rows, from the five rows up to it.
import org.sparklstm.job.ml.{LstmRegressor, SequenceAssembler}

val hours = spark.range(8000).selectExpr("id div 100 as machine", "id % 100 as hour", "randn(1) as load").
  selectExpr("*", "sum(load) OVER (PARTITION BY machine ORDER BY hour ROWS 4 PRECEDING) as label")
val windows = new SequenceAssembler().setGroupCols(Array("machine")).setTimeCol("hour").setLookback(5).
  setInputCols(Array("load")).setKeepCols(Array("label")).transform(hours)
val regressor = new LstmRegressor().setHiddenSize(16).setEpochs(10).fit(windows.filter("machine < 60"))
regressor.transform(windows.filter("machine >= 60")).selectExpr("avg(abs(label))", "avg(abs(label - prediction))").show()
