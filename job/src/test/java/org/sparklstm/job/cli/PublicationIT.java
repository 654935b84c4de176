package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores on S3, whose driver is killed while it publishes; {@code PublicationSoak} does more. */
class PublicationIT {
  /** Some changes before the first of the files is moved, and the stride to some after. */
  private static final int FIRST = 5;

  private static final int STRIDE = 5;

  @TempDir Path directory;

  @Test
  void readersFindTheOldScoresOrTheNewOnes() throws Exception {
    try (Publications publications = new Publications(directory, KilledDriverIT.Place.S3)) {
      publications.prepare();
      assertThat(publications.kill(Publications.Kind.SCORE, FIRST, STRIDE)).isPositive();
    }
  }
}
