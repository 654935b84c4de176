package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The windows of one span in a shard, stored as unbroken runs of anchors at the distance of a
 * stride. Windows with a missing value are left out, and those without an observed target.
 */
final class WindowIndex implements Serializable {
  private final int stride;
  private int[] firstAnchors = new int[2];

  /** The number of windows before each run, and at the end the number of all windows. */
  private long[] before = new long[3];

  /** The series of each run. */
  private int[] series = new int[2];

  /** The first row of the series, or of the piece of it, that each run lies on. */
  private int[] firstRows = new int[2];

  /** What the windows of the series of each run have in common. */
  private float[][] constants = new float[2][];

  private int runs;

  WindowIndex(int stride) {
    this.stride = stride;
  }

  /**
   * Adds the windows of a run of rows. Call {@link #finish} after the last run.
   *
   * @param run the first segment of the run
   * @param rows all rows of the shard
   * @param at the shard's row with which the run begins
   */
  void add(Segment run, Split split, WindowReader reader, Rows rows, int at) {
    WindowSpec windows = reader.spec();
    long first = windows.firstAnchor(run.bounds(), split);
    long from = Math.max(first, run.anchorFrom());
    from += Math.floorMod(first - from, (long) stride);
    long to = Math.min(run.anchorTo(), run.bounds().end(split) - windows.horizon() + 1);
    if (from >= to) {
      return;
    }
    int begin = (int) (from - run.firstRow());
    int end = (int) (to - run.firstRow());
    int lastMissing = Integer.MIN_VALUE;
    int lastObserved = -1;
    int checked = Math.max(0, begin - windows.history());
    boolean open = false;
    for (int anchor = begin; anchor < end; anchor += stride) {
      for (; checked < anchor + windows.horizon(); checked++) {
        if (reader.isMissing(rows, at + checked)) {
          lastMissing = checked;
        }
        if (reader.isAnyObserved(rows, at + checked)) {
          lastObserved = checked;
        }
      }
      boolean whole = lastMissing < anchor - windows.history() && lastObserved >= anchor;
      if (whole && !open) {
        startRun(at + anchor, at, run);
      }
      if (whole) {
        before[runs]++;
      }
      open = whole;
    }
  }

  private void startRun(int anchor, int firstRow, Segment run) {
    if (runs == firstAnchors.length) {
      firstAnchors = Arrays.copyOf(firstAnchors, 2 * runs);
      series = Arrays.copyOf(series, 2 * runs);
      firstRows = Arrays.copyOf(firstRows, 2 * runs);
      constants = Arrays.copyOf(constants, 2 * runs);
      before = Arrays.copyOf(before, 2 * runs + 1);
    }
    series[runs] = run.series();
    constants[runs] = run.constants();
    firstRows[runs] = firstRow;
    firstAnchors[runs++] = anchor;
    before[runs] = before[runs - 1];
  }

  /** Releases spare memory. */
  void finish() {
    firstAnchors = Arrays.copyOf(firstAnchors, runs);
    series = Arrays.copyOf(series, runs);
    firstRows = Arrays.copyOf(firstRows, runs);
    constants = Arrays.copyOf(constants, runs);
    before = Arrays.copyOf(before, runs + 1);
  }

  long count() {
    return before[runs];
  }

  /**
   * Moves a window to its place.
   *
   * @param number of the window
   * @param rows all rows of the shard
   * @param window Modified.
   */
  void find(long number, Rows rows, Window window) {
    int found = Arrays.binarySearch(before, 0, runs, number);
    int run = found >= 0 ? found : -found - 2;
    int anchor = firstAnchors[run] + (int) (number - before[run]) * stride;
    window.at(rows, anchor, firstRows[run], series[run]).with(constants[run]);
  }
}
