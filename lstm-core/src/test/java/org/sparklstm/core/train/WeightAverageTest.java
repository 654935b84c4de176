package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.optim.Sgd;

class WeightAverageTest {

  @Test
  void itEqualsThatOfTorch() throws IOException {
    Safetensors golden = Goldens.read("averaged.safetensors");
    float[] parameters = golden.tensors().get("before").values().clone();
    float[] gradients = golden.tensors().get("gradients").values();
    float[] means = golden.tensors().get("means").values();
    WeightAverage average = WeightAverage.notBegun();
    average.begin(parameters);
    Sgd sgd = new Sgd(0);
    int size = parameters.length;
    for (int step = 0; step < means.length / size; step++) {
      sgd.step(parameters, Arrays.copyOfRange(gradients, step * size, (step + 1) * size), 0.25);
      average.add(parameters);
      for (int i = 0; i < size; i++) {
        assertThat(average.mean()[i])
            .as("step %d", step)
            .isCloseTo(means[step * size + i], within(1e-6f));
      }
    }
    assertThat(average.steps()).isEqualTo(6);
    assertThat(parameters)
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(golden.tensors().get("after").values());
  }
}
