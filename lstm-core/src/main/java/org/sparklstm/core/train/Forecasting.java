package org.sparklstm.core.train;

import java.util.Arrays;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.ObservedLoss;
import org.sparklstm.core.random.CounterRandom;
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
 * @param coldShare share of the training windows whose history is hidden, so that series without
 *     any are learnt
 * @param naive quantiles around naive forecasts, for errors on the test span
 */
public record Forecasting(
    WindowReader reader, LossKind loss, double coldShare, NaiveQuantiles naive)
    implements ExampleObjective {
  /** Share of the training windows in which a class is unknown. */
  private static final float UNKNOWN_SHARE = 0.01f;

  /** All windows see their history. */
  public Forecasting(WindowReader reader, LossKind loss) {
    this(reader, loss, 0, NaiveQuantiles.NONE);
  }

  /** The same for windows that are read otherwise. */
  public Forecasting with(WindowReader other) {
    return new Forecasting(other, loss, coldShare, naive);
  }

  @Override
  public int inputs() {
    return reader.inputs();
  }

  @Override
  public int outputs() {
    return reader.layout().outputs();
  }

  @Override
  public Loss newLoss() {
    Loss created = loss.create(reader.answers());
    return reader.isPartlyObserved() ? ObservedLoss.of(created) : created;
  }

  @Override
  public ForecastErrors noErrors(Split span) {
    int horizon = reader.spec().horizon();
    return span == Split.TEST
        ? ForecastErrors.inDetail(horizon, reader.targets(), reader.answers(), naive)
        : new ForecastErrors(horizon, reader.targets());
  }

  @Override
  public Gatherer newGatherer() {
    return new Windows();
  }

  /** Gathers windows. */
  private final class Windows implements Gatherer {
    /** Where only errors of the forecasts are counted, quantiles need not be made. */
    private final WindowReader pointOnly = reader.pointOnly();

    private Window[] windows = {};
    private Matrix target = Matrix.zeros(0, 0);
    private SeriesShard shard;
    private final WindowBatch batch = new WindowBatch(reader);

    @Override
    public void gather(
        Shard shard, Split split, long[] numbers, int count, long key, Network network) {
      this.shard = (SeriesShard) shard;
      place(split, numbers, count, key);
      batch.read(windows, (example, column) -> isHidden(key, example, column), network);
      if (target.rows() != count) {
        target = Matrix.zeros(count, reader.layout().targetColumns());
      }
      for (int b = 0; b < count; b++) {
        reader.readTarget(windows[b], target, batch.row(b));
      }
    }

    private void place(Split split, long[] numbers, int count, long key) {
      if (windows.length != count) {
        windows = new Window[count];
        Arrays.setAll(windows, b -> new Window());
      }
      for (int b = 0; b < count; b++) {
        shard.find(split, numbers[b], windows[b]);
        if (key != 0 && CounterRandom.uniform(key, b) < coldShare) {
          windows[b].withoutHistory();
        }
      }
    }

    /** Whether a class of an example is unknown in this step, so that unknown ones are learnt. */
    private boolean isHidden(long key, int example, int column) {
      return key != 0
          && CounterRandom.uniform(CounterRandom.key(key, column), example) < UNKNOWN_SHARE;
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
        int row = batch.row(b);
        ForecastErrors forecasts = (ForecastErrors) errors;
        forecasts.add(
            forecasts.isInDetail() ? reader : pointOnly,
            windows[b],
            output,
            row,
            loss.rowLoss(output, target, row),
            loss.rowWeight(target, row));
      }
    }
  }
}
