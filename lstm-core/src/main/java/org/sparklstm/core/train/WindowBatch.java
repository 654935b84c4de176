package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;

/** Reads batches of windows into a network. An instance serves one thread at a time. */
final class WindowBatch {
  private final WindowReader reader;
  private Steps steps;

  WindowBatch(WindowReader reader) {
    this.reader = reader;
  }

  /** Tells classes that the network is not to know. */
  @FunctionalInterface
  interface Hidden {
    boolean isHidden(int window, int classColumn);
  }

  /**
   * Prepares the network for windows, and reads them.
   *
   * @param windows Not modified.
   * @param network receives the input. Modified.
   */
  void read(Window[] windows, Hidden hidden, Network network) {
    shape(windows);
    network.resize(steps);
    for (int i = 0; i < windows.length; i++) {
      int b = i;
      reader.readInput(
          windows[b], network.input(), t -> steps.row(t, b), column -> hidden.isHidden(b, column));
    }
  }

  /** Keeps the shape of the batch before if it is the same: to make one costs time. */
  private void shape(Window[] windows) {
    boolean isSame = steps != null && steps.batch() == windows.length;
    for (int b = 0; isSame && b < windows.length; b++) {
      isSame = reader.steps(windows[b]) == steps.length(b);
    }
    if (!isSame) {
      int[] lengths = new int[windows.length];
      for (int b = 0; b < windows.length; b++) {
        lengths[b] = reader.steps(windows[b]);
      }
      steps = Steps.of(lengths);
    }
  }

  /** The row of a window's answer. */
  int row(int window) {
    return steps.rank(window);
  }
}
