package org.sparklstm.job.config;

/** {@code run}: which run this is, and where everything of it lies. */
public record RunConfig(
    @Setting(value = "name of the run; everything of it lies under output/id", or = "run")
        String id,
    @Setting(value = "directory of all runs, any Hadoop path", or = "runs") String output,
    @Setting(value = "of initial values, shuffling and dropout", or = "42") long seed) {

  public RunConfig {
    Ranges.check(RunConfig.class, "run", id, output, seed);
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
}
