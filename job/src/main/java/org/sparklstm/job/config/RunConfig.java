package org.sparklstm.job.config;

/** {@code run}: which run this is, and where everything of it lies. */
public record RunConfig(
    @Setting(
            value = "name of the run; everything of it lies under output/id",
            or = "run",
            mayChange = true)
        String id,
    @Setting(value = "directory of all runs, any Hadoop path", or = "runs", mayChange = true)
        String output,
    @Setting(value = "of initial values, shuffling and dropout", or = "42") long seed,
    @Setting(
            value =
                "whether to go on from the newest checkpoint: auto (where there is one), never (start over), or required (an error where there is none)",
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
    if (!id.matches("[^/:\\\\\\s][^/:\\\\]*") || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException(
          "run.id is '%s', expected the name of a directory without '/', '\\\\' and ':'"
              .formatted(id));
    }
  }

  /** The run's own directory. */
  public String directory() {
    return output + "/" + id;
  }

  /** What becomes of an earlier run of the same name. */
  public enum Resume {
    AUTO,
    NEVER,
    REQUIRED
  }
}
