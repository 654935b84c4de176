package org.sparklstm.job.config;

import org.sparklstm.job.UserException;

/** {@code run}: the name of a run and the directory of its files. */
public record RunConfig(
    @Setting(
            value = "name of the run; all its files lie under output/id",
            or = "run",
            mayChange = true)
        String id,
    @Setting(value = "directory of all runs, any Hadoop path", or = "runs", mayChange = true)
        String output,
    @Setting(value = "seed of initial values, shuffling and dropout", or = "42", param = "seed")
        long seed,
    @Setting(
            value =
                "whether to resume from the newest checkpoint: auto (if there is one), never (start over), or required (an error if there is none)",
            or = "auto",
            mayChange = true)
        Resume resume,
    @Setting(
            value = "seconds without an answer after which storage counts as failed",
            or = "300",
            min = 1,
            mayChange = true)
        int storageTimeout) {

  public RunConfig {
    Ranges.check(RunConfig.class, "run", id, output, seed, resume, storageTimeout);
    if (!id.matches("[^/:\\\\\\s\\p{Cntrl}][^/:\\\\\\p{Cntrl}]*")
        || id.equals(".")
        || id.equals("..")) {
      throw UserException.of(
          "{run.id} is '%s', expected the name of a directory without '/', '\\\\', ':' and control characters",
          id.replaceAll("\\p{Cntrl}", "\ufffd"));
    }
  }

  /** The run's own directory. */
  public String directory() {
    return output + "/" + id;
  }

  /** Treatment of an earlier run with the same id. */
  public enum Resume {
    AUTO,
    NEVER,
    REQUIRED
  }
}
