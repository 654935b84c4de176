package org.sparklstm.job.report;

import java.util.List;
import org.sparklstm.job.storage.Storage;

/**
 * The event files in a run's directory. When a killed run resumes, files of epochs that are
 * computed again are deleted. Events that were lost with the driver are written again from
 * metrics.jsonl, except for histograms, which it does not contain. If writing a file failed (with a
 * warning) and a later file was written, the failed file stays missing.
 */
public final class EventFiles {
  private EventFiles() {}

  /**
   * Deletes temporary files and the files of unfinished epochs.
   *
   * @param run directory of the run
   * @param epochs number of finished epochs
   * @return the last epoch in the remaining files, from 1; 0 if no file remains
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
