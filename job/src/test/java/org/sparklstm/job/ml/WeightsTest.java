package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.io.Safetensors;

/** Weights leave as PyTorch names them, and training starts from such a file. */
class WeightsTest {
  @TempDir Path directory;

  private static LstmClassifier classifier() {
    return new LstmClassifier().setHiddenSize(4).setEpochs(1).setBatchSize(16);
  }

  @Test
  void trainingGoesOnFromSavedWeights() throws Exception {
    Dataset<Row> table = Tables.sequences(40);
    LstmClassificationModel model = classifier().fit(table);
    String path = directory.resolve("weights.safetensors").toUri().toString();
    model.saveWeights(path);
    Safetensors file;
    try (var in = Files.newInputStream(directory.resolve("weights.safetensors"))) {
      file = Safetensors.read(in, Files.size(directory.resolve("weights.safetensors")));
    }
    assertThat(file.tensors().keySet())
        .containsExactly(
            "lstm.weight_ih_l0",
            "lstm.weight_hh_l0",
            "lstm.bias_ih_l0",
            "lstm.bias_hh_l0",
            "head.weight",
            "head.bias");
    // a rate so small that nothing but the start shows
    LstmClassificationModel warm =
        classifier().setInitialWeightsPath(path).setLearningRate(1e-30).fit(table);
    assertThat(warm.weights()).containsExactly(model.weights());
    LstmClassificationModel cold = classifier().setLearningRate(1e-30).fit(table);
    assertThat(cold.weights()).isNotEqualTo(model.weights());
    assertThatThrownBy(() -> classifier().setHiddenSize(5).setInitialWeightsPath(path).fit(table))
        .hasMessageContaining("initialWeightsPath: ")
        .hasMessageContaining("tensor 'lstm.weight_ih_l0' has shape [16, 2], expected [20, 2]");
  }

  @Test
  void aForecasterStartsFromSavedWeightsToo() throws Exception {
    LstmForecaster forecaster =
        new LstmForecaster()
            .setSeriesIdCols(new String[] {"store"})
            .setTimeCol("hour")
            .setTargetCols(new String[] {"sales"})
            .setLookback(4)
            .setHorizon(2)
            .setHiddenSize(3)
            .setEpochs(1)
            .setLearningRate(1e-30);
    float[] weights = forecaster.setSeed(7).fit(Tables.series()).weights();
    String path = directory.resolve("other.safetensors").toString();
    forecaster.fit(Tables.series()).saveWeights(path);
    assertThat(forecaster.setSeed(8).setInitialWeightsPath(path).fit(Tables.series()).weights())
        .containsExactly(weights);
  }
}
