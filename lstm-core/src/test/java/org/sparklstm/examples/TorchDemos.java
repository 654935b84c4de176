package org.sparklstm.examples;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.RecurrentState;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reproduces the numbers of PyTorch's {@code nn.LSTM} and {@code nn.LSTMCell} from the same seed.
 *
 * <pre>
 * torch.manual_seed(42); lstm = nn.LSTM(2, 4);     x = torch.randn(3, 1, 2); print(lstm(x))
 * torch.manual_seed(42); cell = nn.LSTMCell(2, 4); x = torch.randn(3, 1, 2); # stepped three times
 * </pre>
 */
public final class TorchDemos {
  private static final int STEPS = 3;

  private TorchDemos() {}

  public static void main(String[] arguments) {
    layer();
    cell();
  }

  private static void layer() {
    TorchRandom random = new TorchRandom(42);
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(2, 4));
    Network lstm = new Network(spec, Kernels.fastest());
    lstm.load(InitialValues.of(spec, random));
    lstm.resize(STEPS, 1);
    System.arraycopy(random.randn(STEPS * 2), 0, lstm.input().data(), 0, STEPS * 2);
    lstm.predict();
    System.out.println("nn.LSTM(2, 4): input (3, 1, 2), output (3, 1, 4)");
    print("output", lstm.output());
    print("h_n", lstm.states(0).last().hidden(0, 0));
    print("c_n", lstm.states(0).last().cell(0, 0));
  }

  private static void cell() {
    TorchRandom random = new TorchRandom(42);
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(2, 4).singleStep());
    Network cell = new Network(spec, Kernels.fastest());
    cell.load(InitialValues.of(spec, random));
    cell.resize(1, 1);
    float[] x = random.randn(STEPS * 2);
    System.out.println("nn.LSTMCell(2, 4): input (1, 2), h and c (1, 4), three steps");
    for (int t = 0; t < STEPS; t++) {
      System.arraycopy(x, t * 2, cell.input().data(), 0, 2);
      cell.predict();
      cell.carryState();
    }
    RecurrentState last = cell.states(0).last();
    print("h", last.hidden(0, 0));
    print("c", last.cell(0, 0));
  }

  private static void print(String name, Matrix matrix) {
    for (int row = 0; row < matrix.rows(); row++) {
      StringBuilder line = new StringBuilder("%-7s".formatted(row == 0 ? name : ""));
      for (int column = 0; column < matrix.columns(); column++) {
        line.append(" %11.8f".formatted(matrix.at(row, column)));
      }
      System.out.println(line);
    }
  }
}
