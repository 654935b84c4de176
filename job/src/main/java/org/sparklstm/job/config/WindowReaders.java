package org.sparklstm.job.config;

import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.time.Frequency;

/** What a configuration of data means for the core: readers of windows. */
public final class WindowReaders {
  private WindowReaders() {}

  /**
   * The reader of windows on rows of these columns. A reader of a panel also needs the statistics
   * of the table and, with {@code data.calendar = auto}, its frequency.
   */
  public static WindowReader of(DataConfig data, WindowSpec windows, PanelSpec.Decoder decoder) {
    int targets = data.targets().size();
    if (data.isPlain() && decoder == PanelSpec.Decoder.DIRECT) {
      return new WindowReader(windows, data.columns().size(), targets);
    }
    PanelColumns panel = data.panel();
    return WindowReader.of(
        windows,
        targets,
        new PanelSpec(
            panel.past().size(),
            panel.future().size(),
            panel.statics().size(),
            panel.calendar(),
            panel.pastClasses().size(),
            panel.futureClasses().size(),
            panel.seriesClasses().size(),
            decoder,
            data.masks(),
            scale(data),
            new float[targets],
            new float[targets]));
  }

  /** A reader that sees what the calendar has for rows of a frequency. */
  public static WindowReader at(DataConfig data, Frequency found, WindowReader reader) {
    return data.hasAutoCalendar() ? reader.withCalendar(found.calendar()) : reader;
  }

  /** What the targets of a window are measured by. */
  private static WindowScale scale(DataConfig data) {
    return switch (data.scale()) {
      case GLOBAL, WINDOW_STANDARD, NONE -> WindowScale.NONE;
      case SERIES -> WindowScale.SERIES;
      case WINDOW -> data.hasRatios() ? WindowScale.RATIO : WindowScale.SHIFT;
    };
  }
}
