package org.sparklstm.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.tensor.ParameterLayout;

/** Files of parameters hold them and nothing else. */
class NamedParametersTest {
  private static final NetworkSpec NETWORK = NetworkSpec.forecaster(RecurrentSpec.lstm(1, 2), 1);
  private static final ParameterLayout LAYOUT = NETWORK.layout();
  private static final float[] VALUES = InitialValues.of(NETWORK, 1);

  private static Safetensors file(float[] values, String further) {
    Map<String, Safetensors.Tensor> tensors =
        new LinkedHashMap<>(NamedParameters.tensors(LAYOUT, values, ""));
    if (!further.isEmpty()) {
      tensors.put(further, new Safetensors.Tensor(List.of(1L), new float[] {1}));
    }
    return new Safetensors(Map.of(), tensors);
  }

  @Test
  void parametersComeBack() throws Exception {
    assertThat(NamedParameters.exactly(LAYOUT, file(VALUES, ""))).containsExactly(VALUES);
  }

  @Test
  void otherTensorsAreRefused() {
    assertThatThrownBy(() -> NamedParameters.exactly(LAYOUT, file(VALUES, "lstm.weight_ih_l1")))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("unexpected tensors [lstm.weight_ih_l1]; expected [")
        .hasMessageContaining(LAYOUT.entries().get(0).name());
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      float[] values = VALUES.clone();
      values[LAYOUT.entries().get(1).offset() + 3] = value;
      assertThatThrownBy(() -> NamedParameters.exactly(LAYOUT, file(values, "")))
          .isInstanceOf(MalformedFileException.class)
          .hasMessage(
              "tensor %s: value 3 is %s, expected a finite number"
                  .formatted(LAYOUT.entries().get(1).name(), value));
    }
  }
}
