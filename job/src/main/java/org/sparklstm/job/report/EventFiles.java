package org.sparklstm.job.report;

import java.util.List;
import org.sparklstm.job.checkpoint.Storage;

/**
 * The event files in a run's directory. A run that was killed has written some of epochs which are
 * computed again; those are not kept. What was to come before them and was lost with its driver is
 * told again, except for histograms: metrics.jsonl has none. A file that could not be written, of
 * which a warning told, stays missing where a later one could.
 */
public final class EventFiles {
  private EventFiles() {}

  /**
   * Deletes what is half-written, and those of epochs that are not over.
   *
   * @param run its directory
   * @param epochs that are over
   * @return the last epoch, from 1, that those which stay tell of; 0 for none
   */
  public static int keep(Storage run, int epochs) {
    Storage directory = run.below(TensorBoardLog.DIRECTORY);
    directory.deleteRemains();
    List<String> found = directory.list();
    found.stream()
        .filter(name -> TensorBoardLog.lastEpoch(name) > epochs)
        .forEach(directory::delete);
    return found.stream()
        .mapToInt(TensorBoardLog::lastEpoch)
        .filter(epoch -> epoch <= epochs)
        .max()
        .orElse(0);
  }
}
