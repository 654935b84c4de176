package org.sparklstm.job.run;

import java.util.List;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.report.TensorBoardLog;

/**
 * The event files in a run's directory. A run that was killed has written some of epochs which are
 * computed again; those are not kept, and what is missing before them is told again, except for
 * histograms: metrics.jsonl has none.
 */
final class EventFiles {
  private final Storage directory;
  private final int epochs;
  private final List<String> found;

  /**
   * Looks at them.
   *
   * @param run its directory
   * @param epochs that are over
   */
  EventFiles(Storage run, int epochs) {
    directory = run.below(TensorBoardLog.DIRECTORY);
    this.epochs = epochs;
    found = directory.list();
  }

  /** The last epoch, from 1, of which everything has been written; 0 for none. */
  int complete() {
    return found.stream()
        .mapToInt(TensorBoardLog::lastEpoch)
        .filter(epoch -> epoch <= epochs)
        .max()
        .orElse(0);
  }

  /** Deletes what is half-written, and those of epochs that are not over. */
  void deleteLater() {
    directory.deleteRemains();
    found.stream()
        .filter(name -> TensorBoardLog.lastEpoch(name) > epochs)
        .forEach(directory::delete);
  }
}
