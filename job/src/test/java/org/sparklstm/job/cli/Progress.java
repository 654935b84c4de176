package org.sparklstm.job.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** How far a training is, by what it has written in its directory on any of Hadoop's storages. */
final class Progress {
  private static final Pattern MANIFEST = Pattern.compile("step-(\\d+)-epoch-\\d+\\.json");
  private static final int LARGEST_LOG = 1 << 26;

  private final Path run;
  private final FileSystem storage;

  /**
   * @param run the directory of the run
   */
  Progress(String run) throws IOException {
    this.run = new Path(run);
    Configuration hadoop = new Configuration();
    // files as they are, without Hadoop's checksums beside them, which need not be there yet
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    storage = this.run.getFileSystem(hadoop);
  }

  /** Steps that the newest checkpoint has; 0 where there is none. */
  long savedSteps() throws IOException {
    long newest = 0;
    try {
      for (FileStatus file : storage.listStatus(new Path(run, "checkpoints"))) {
        Matcher manifest = MANIFEST.matcher(file.getPath().getName());
        if (manifest.matches()) {
          newest = Math.max(newest, Long.parseLong(manifest.group(1)));
        }
      }
    } catch (FileNotFoundException e) {
      // the run has not begun
    }
    return newest;
  }

  /** Whether the newest checkpoint has so many steps. */
  Submit.State hasSaved(long steps) {
    return () -> savedSteps() >= steps;
  }

  /** Whether a driver has the run's lock: it has not read anything yet. */
  Submit.State isLocked() {
    return () -> {
      try {
        for (FileStatus file : storage.listStatus(run)) {
          if (file.getPath().getName().startsWith(".lock-")) {
            return true;
          }
        }
      } catch (FileNotFoundException e) {
        // not yet
      }
      return false;
    };
  }

  /** {@code metrics.jsonl}. */
  String metrics() throws IOException {
    try (var in = storage.open(new Path(run, "metrics.jsonl"))) {
      return new String(in.readNBytes(LARGEST_LOG), StandardCharsets.UTF_8);
    }
  }
}
