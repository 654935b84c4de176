import org.apache.spark.ml.Pipeline
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.feature.StringIndexer
import org.apache.spark.ml.tuning.ParamGridBuilder
import org.apache.spark.sql.DataFrame
import org.sparklstm.job.ml.{LstmClassificationModel, LstmClassifier, LstmForecaster, SequenceAssembler}

/** The stages as Scala's users write them. */
object Stages {

  /** Accuracy on what it was trained on: rows of steps, text labels. */
  def classify(steps: DataFrame): Double = {
    val indexer = new StringIndexer().setInputCol("kind").setOutputCol("label")
    val assembler = new SequenceAssembler()
      .setGroupCols(Array("device"))
      .setTimeCol("at")
      .setInputCols(Array("a", "b"))
      .setKeepCols(Array("label"))
    val classifier = new LstmClassifier()
      .setHiddenSize(8)
      .setBidirectional(true)
      .setPooling("mean")
      .setEpochs(10)
      .setBatchSize(8)
      .setLearningRate(0.02)
    val grid = new ParamGridBuilder()
      .addGrid(classifier.hiddenSize, Array(4, 8))
      .addGrid(classifier.learningRate, Array(0.01, 0.02))
      .build()
    require(grid.length == 4 && classifier.getHiddenSize == 8)
    val model = new Pipeline().setStages(Array(indexer, assembler, classifier)).fit(steps)
    val trained = model.stages.last.asInstanceOf[LstmClassificationModel]
    require(trained.summary.count() == 10 && trained.numClasses == 3)
    new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(model.transform(steps))
  }

  /** Rows of forecasts. */
  def forecast(series: DataFrame): Long =
    new LstmForecaster()
      .setSeriesIdCols(Array("store"))
      .setTimeCol("hour")
      .setTargetCols(Array("sales"))
      .setLookback(8)
      .setHorizon(3)
      .setHiddenSize(4)
      .setEpochs(1)
      .fit(series)
      .transform(series)
      .count()
}
