package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class JapaneseVowelsTest {
  @Test
  void explore() {
    Dataset<Row> train = JapaneseVowels.train().cache();
    Dataset<Row> test = JapaneseVowels.test().cache();
    MulticlassClassificationEvaluator e =
        new MulticlassClassificationEvaluator().setMetricName("accuracy");
    for (String pooling : new String[] {"last", "mean", "max"}) {
      for (double headDropout : new double[] {0, 0.5}) {
        for (boolean indicator : new boolean[] {false, true}) {
          for (long seed : new long[] {42, 1}) {
            Dataset<Row> with =
                train.withColumn("validation", functions.col("number").mod(5).equalTo(0));
            LstmClassifier c =
                new LstmClassifier()
                    .setFeaturesCol("steps")
                    .setBidirectional(true)
                    .setHiddenSize(100)
                    .setEpochs(60)
                    .setBatchSize(27)
                    .setSeed(seed)
                    .setPooling(pooling)
                    .setHeadDropout(headDropout)
                    .setPatience(0)
                    .setLearningRate(0.002);
            if (indicator) c.setValidationIndicatorCol("validation").setPatience(15);
            long t = System.nanoTime();
            LstmClassificationModel m = c.fit(with);
            double a = e.evaluate(m.transform(test));
            System.out.printf(
                "%s drop %s indicator %s seed %d: %.4f  best epoch %d  %.1f s%n",
                pooling,
                headDropout,
                indicator,
                seed,
                a,
                m.bestEpoch(),
                (System.nanoTime() - t) / 1e9);
            if (seed == 1 && indicator) m.transform(test).show(3);
          }
        }
      }
    }
    assertThat(train.count()).isEqualTo(270);
  }
}
