package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores on S3, whose driver is killed while it publishes; {@code PublicationSoak} does more. */
class PublicationIT {
  /** Of some sixteen: files have been moved, and the marker has not been replaced. */
  private static final int CHANGE = 8;

  @TempDir Path directory;

  @Test
  void readersFindTheOldScoresOrTheNewOnes() throws Exception {
    try (Publications publications = new Publications(directory, KilledDriverIT.Place.S3)) {
      publications.prepare(Publications.FEW);
      assertThat(publications.killBefore(Publications.Kind.SCORE, CHANGE)).isPresent();
    }
  }
}
