package org.sparklstm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.layer.Cell;

/** The examples print the expected results. */
class ExamplesTest {

  private static String outputOf(Runnable example) {
    PrintStream out = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      example.run();
    } finally {
      System.setOut(out);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  @Test
  void torchDemos() {
    assertThat(outputOf(() -> TorchDemos.main(new String[0])))
        .contains("input (3, 1, 2), output (3, 1, 4)")
        .containsPattern("output +-0.038202\\d+ -0.037340\\d+ -0.066206\\d+ -0.023606\\d+")
        .containsPattern("\nh +-0.070579\\d+ -0.070081\\d+ -0.088830\\d+ -0.120499\\d+")
        .containsPattern("\nc +-0.189190\\d+ -0.179849\\d+ -0.138224\\d+ -0.278275\\d+");
  }

  @Test
  void lstmByHand() {
    Matcher difference =
        Pattern.compile("largest difference over all steps and units: (\\S+)")
            .matcher(outputOf(() -> LstmByHand.main(new String[0])));
    assertThat(difference.find()).isTrue();
    assertThat(Double.parseDouble(difference.group(1))).isLessThan(1e-6);
  }

  @Test
  void memorise() {
    Matcher memorised =
        Pattern.compile("memorised to MSE (\\S+)")
            .matcher(outputOf(() -> Memorise.main(new String[0])));
    for (int chain = 0; chain < 2; chain++) {
      assertThat(memorised.find()).isTrue();
      assertThat(Double.parseDouble(memorised.group(1))).isLessThan(1e-6);
    }
  }

  /** The gated cells solve the problem; the plain cell does not, because its gradient vanishes. */
  @Test
  void addingProblem() {
    AddingProblem lstm = new AddingProblem(Cell.LSTM, 60);
    AddingProblem gru = new AddingProblem(Cell.GRU, 60);
    AddingProblem rnn = new AddingProblem(Cell.RNN_TANH, 60);
    assertThat(lstm.train(2000)).isLessThan(0.02);
    assertThat(gru.train(2000)).isLessThan(0.02);
    assertThat(rnn.train(2000)).isGreaterThan(0.1);
    assertThat(lstm.gradientOverTime()[0]).isGreaterThan(0.1);
    assertThat(rnn.gradientOverTime()[0]).isLessThan(1e-3);
  }
}
