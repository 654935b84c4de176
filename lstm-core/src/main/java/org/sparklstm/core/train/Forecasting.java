package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.ObservedLoss;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;

/**
 * Forecasting of series: examples are windows.
 *
 * @param reader reads the windows
 * @param loss the training loss
 */
public record Forecasting(WindowReader reader, LossKind loss) implements Objective {

  @Override
  public int inputs() {
    return reader.inputs();
  }

  @Override
  public int outputs() {
    return reader.outputs();
  }

  @Override
  public Loss newLoss() {
    return reader.isMarked() ? ObservedLoss.of(loss.create()) : loss.create();
  }

  @Override
  public ForecastErrors noErrors(Split span) {
    int horizon = reader.spec().horizon();
    return span == Split.TEST
        ? ForecastErrors.inDetail(horizon, reader.targets())
        : new ForecastErrors(horizon, reader.targets());
  }

  @Override
  public Gatherer newGatherer() {
    return new Windows();
  }

  /** Gathers windows. */
  private final class Windows implements Gatherer {
    private final Window window = new Window();
    private Matrix target = Matrix.zeros(0, 0);
    private SeriesShard shard;
    private Split split;
    private long[] numbers;

    @Override
    public void gather(Shard shard, Split split, long[] numbers, int count, Network network) {
      this.shard = (SeriesShard) shard;
      this.split = split;
      this.numbers = numbers;
      network.resize(reader.spec().lookback(), count);
      if (target.rows() != count) {
        target = Matrix.zeros(count, reader.outputs());
      }
      for (int b = 0; b < count; b++) {
        this.shard.find(split, numbers[b], window);
        reader.readInput(window, network.input(), b, count);
        reader.readTarget(window, target, b);
      }
    }

    @Override
    public Matrix target() {
      return target;
    }

    @Override
    public float weight(int row) {
      return 1;
    }

    @Override
    public void judge(Matrix output, Loss loss, Errors errors) {
      for (int b = 0; b < target.rows(); b++) {
        shard.find(split, numbers[b], window);
        ((ForecastErrors) errors)
            .add(
                reader,
                window,
                output,
                b,
                loss.rowLoss(output, target, b),
                loss.rowWeight(target, b));
      }
    }
  }
}
