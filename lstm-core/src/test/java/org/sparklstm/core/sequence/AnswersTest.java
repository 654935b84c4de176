package org.sparklstm.core.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.tensor.Matrix;

/** What is answered for a target: its place among the outputs, and the order of quantiles. */
class AnswersTest {
  private static final WindowReader READER =
      new WindowReader(new WindowSpec(2, 2, 1, Baseline.LAST, 0), 2, 2);

  @Test
  void theMedianIsAdded() {
    assertThat(Answers.median(List.of(0.9, 0.1)).levels()).containsExactly(0.1, 0.5, 0.9);
    assertThat(Answers.median(List.of(0.1, 0.5)).levels()).containsExactly(0.1, 0.5);
    assertThat(Answers.median(List.of(0.1)).point()).isEqualTo(1);
  }

  @Test
  void levelsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Answers.mean(List.of(0.2, 0.1))).hasMessageContaining("to rise");
    assertThatThrownBy(() -> Answers.mean(List.of(0.0))).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Answers(List.of(0.1), false, Answers.Origin.LEARNT, List.of()))
        .hasMessageContaining("median");
  }

  @Test
  void outputsAreOrderedByStepThenTargetThenValue() {
    WindowReader reader = READER.answering(Answers.mean(List.of(0.1, 0.9)));
    assertThat(reader.layout().outputs()).isEqualTo(2 * 2 * 3);
    assertThat(reader.layout().truths()).isEqualTo(4);
    assertThat(reader.layout().point(1, 0)).isEqualTo(2 * 3 + 2);
    assertThat(reader.layout().quantile(1, 1, 0)).isEqualTo(3 * 3);
    assertThat(READER.layout().point(1, 0)).isEqualTo(READER.layout().truth(1, 0)).isEqualTo(2);
  }

  @Test
  void quantilesNeverCrossAndTheMeanStaysWhereItIs() {
    WindowReader reader = READER.answering(Answers.mean(List.of(0.1, 0.5, 0.9)));
    Window window = new Window().at(new Rows(new float[] {0, 0, 10, 20, 0, 0, 0, 0}, 2), 2);
    Matrix outputs = Matrix.zeros(1, reader.layout().outputs());
    // step 0, target 1: out of order
    outputs.data()[4] = 3;
    outputs.data()[5] = 1;
    outputs.data()[6] = 2;
    outputs.data()[7] = -5;
    float[] values = new float[1 + reader.layout().outputs()];
    reader.forecast(window, outputs, 0, values, 1);
    assertThat(values).startsWith(0, 10, 10, 10, 10, 21, 22, 23, 15);
    assertThat(reader.layout().quantile(0, 1, 0)).isEqualTo(4);
    assertThat(reader.layout().point(0, 1)).isEqualTo(7);
  }
}
