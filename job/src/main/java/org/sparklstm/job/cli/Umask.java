package org.sparklstm.job.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Makes Hadoop respect the umask of the process. By default Hadoop ignores it, even for local
 * files.
 */
final class Umask {
  private static final String KEY = "fs.permissions.umask-mode";
  private static final String LINE = "Umask:";

  private Umask() {}

  /**
   * Sets Hadoop's umask, unless the user has configured one.
   *
   * @param conf Modified.
   */
  static void apply(SparkConf conf) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    String[] sources = hadoop.getPropertySources(KEY);
    boolean configured =
        sources != null
            && Arrays.stream(sources).anyMatch(file -> !file.equals("core-default.xml"));
    if (!configured) {
      ofProcess().ifPresent(umask -> set(umask, conf, hadoop));
    }
  }

  private static void set(String umask, SparkConf conf, Configuration hadoop) {
    conf.set("spark.hadoop." + KEY, umask);
    try {
      // spark-submit has already created this instance with its own settings
      LocalFileSystem local = FileSystem.getLocal(hadoop);
      local.getConf().set(KEY, umask);
      local.getRaw().getConf().set(KEY, umask);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The umask of this process; empty on systems other than Linux. */
  private static Optional<String> ofProcess() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.substring(LINE.length()).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
