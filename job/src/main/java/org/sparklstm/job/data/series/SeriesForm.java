package org.sparklstm.job.data.series;

import java.util.List;
import java.util.Optional;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.SeriesScale;
import org.sparklstm.job.data.table.SeriesScales;
import org.sparklstm.job.data.table.Statistics;

/** Constants of a series' windows, and the scale of its features. */
public final class SeriesForm {
  private final float[] constants;
  private final SeriesScale features;
  private final int firstFeature;

  private SeriesForm(float[] constants, SeriesScale features, int firstFeature) {
    this.constants = constants;
    this.features = features;
    this.firstFeature = firstFeature;
  }

  /**
   * The form of a series.
   *
   * @param fixed its static values and classes; see {@link FixedValues}
   * @param history values of the series so far, used only if training has not seen it; null if the
   *     model has no scales of series
   */
  public static SeriesForm of(
      SeriesKey key,
      PanelColumns panel,
      Statistics statistics,
      WindowReader reader,
      List<Double> fixed,
      SeriesMoments history) {
    float[] constants = new float[reader.constants()];
    int[] columns = panel.ofSeries();
    for (int i = 0; i < columns.length; i++) {
      float value = statistics.standardise(fixed.get(i), columns[i]);
      constants[i] = Float.isNaN(value) ? 0 : value;
    }
    if (reader.scale().isOfWindow()) {
      for (int target = 0; target < reader.targets(); target++) {
        constants[columns.length + target] = (float) statistics.level(key, target);
      }
    }
    Optional<SeriesScales> scales = statistics.seriesScales();
    if (scales.isEmpty()) {
      return new SeriesForm(constants, null, 0);
    }
    SeriesScale all = scales.get().panel();
    Optional<SeriesScale> own =
        scales
            .get()
            .of(key)
            .or(
                () ->
                    Optional.ofNullable(history)
                        .flatMap(one -> one.found().completedBy(all, reader.targets())));
    SeriesScale scale = own.orElse(all);
    if (reader.scale() == WindowScale.SERIES) {
      int targets = reader.targets();
      for (int target = 0; target < targets; target++) {
        constants[columns.length + target] = scale.means().get(target).floatValue();
        constants[columns.length + targets + target] = scale.deviations().get(target).floatValue();
      }
      constants[columns.length + 2 * targets] = own.isEmpty() ? 1 : 0;
    }
    return new SeriesForm(
        constants, scales.get().features() ? scale : null, panel.targets().size());
  }

  /** What the windows have in common; see {@link Window#with}. */
  public float[] constants() {
    return constants;
  }

  /**
   * Scales the features of a row by the series, if features are scaled so.
   *
   * @param rows as {@link SeriesCursor#write} has written them. Modified.
   * @param at index of the row's first value
   */
  public void measure(float[] rows, int at) {
    for (int i = firstFeature; features != null && i < features.means().size(); i++) {
      rows[at + i] =
          (float) ((rows[at + i] - features.means().get(i)) / features.deviations().get(i));
    }
  }
}
