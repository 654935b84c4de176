package org.sparklstm.core.train;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;

/** Forecasts from windows with a trained network. An instance serves one thread at a time. */
public final class Forecaster {
  private final Network network;
  private final WindowReader reader;
  private final WindowBatch batch;

  /**
   * Creates a forecaster.
   *
   * @param parameters of the network. Not modified.
   */
  public Forecaster(NetworkSpec network, WindowReader reader, float[] parameters, Kernels kernels) {
    this.network = new Network(network, kernels);
    this.network.load(parameters);
    this.reader = reader;
    batch = new WindowBatch(reader);
  }

  /**
   * Computes forecasts, as values are stored.
   *
   * @param windows one batch. Not modified.
   * @param forecast receives the forecasts (windows, values); see {@link WindowReader#point}.
   *     Modified.
   */
  public void forecast(Window[] windows, Matrix forecast) {
    batch.read(windows, (window, column) -> false, network);
    network.predict();
    for (int b = 0; b < windows.length; b++) {
      reader.forecast(
          windows[b], network.output(), batch.row(b), forecast.data(), forecast.index(b, 0));
    }
  }
}
