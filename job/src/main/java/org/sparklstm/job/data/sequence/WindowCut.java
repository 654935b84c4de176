package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.util.List;

/**
 * The windows of series: each is the rows of a series up to and including one of them.
 *
 * @param series columns that identify a series
 * @param lookback T, the rows of a window
 * @param stride rows between the last rows of neighbouring windows
 */
public record WindowCut(List<String> series, int lookback, int stride) implements Serializable {
  public WindowCut {
    series = List.copyOf(series);
  }
}
