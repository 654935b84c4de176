package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Speakers told apart by two vowels, of 7 to 29 steps. Runs where the data lies. */
class JapaneseVowelsTest {
  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void read() {
    if (!JapaneseVowels.isThere()) {
      abort(
          "skipped: no JapaneseVowels_TRAIN.ts in %s; set JAPANESE_VOWELS to its directory"
              .formatted(JapaneseVowels.directory()));
    }
    train = JapaneseVowels.train().cache();
    test = JapaneseVowels.test().cache();
    assertThat(train.count()).isEqualTo(270);
    assertThat(test.count()).isEqualTo(370);
  }

  private static double accuracy(LstmClassificationModel model) {
    return new MulticlassClassificationEvaluator()
        .setMetricName("accuracy")
        .evaluate(model.transform(test));
  }

  private static LstmClassifier classifier() {
    return new LstmClassifier()
        .setFeaturesCol("steps")
        .setBidirectional(true)
        .setHiddenSize(100)
        .setEpochs(60)
        .setBatchSize(27)
        .setLearningRate(0.002);
  }

  @Test
  void theLastStateTellsThemApart() {
    assertThat(accuracy(classifier().fit(train))).isGreaterThanOrEqualTo(0.94);
  }

  @Test
  void poolingDropoutAndEarlyStoppingDoBetter() {
    Dataset<Row> split = train.withColumn("validation", functions.col("number").mod(5).equalTo(0));
    LstmClassificationModel model =
        classifier()
            .setPooling("max")
            .setHeadDropout(0.5)
            .setValidationIndicatorCol("validation")
            .setPatience(15)
            .fit(split);
    assertThat(accuracy(model)).isGreaterThanOrEqualTo(0.96);
    assertThat(model.summary().count()).isBetween((long) model.bestEpoch(), 60L);
    assertThat(model.summary().filter("best").orderBy(functions.desc("epoch")).first().getInt(0))
        .isEqualTo(model.bestEpoch());
  }
}
