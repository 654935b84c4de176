package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drivers killed before each change by which they publish, and drivers stopped there. */
class PublicationSoak {
  /** Each change, or every so many: {@code -Dstride=5}. */
  private static final int STRIDE = Integer.getInteger("stride", 1);

  @TempDir Path directory;

  /** A driver is stopped before each of its last ten changes. */
  private static final int LAST = 10;

  @ParameterizedTest
  @EnumSource
  void readersFindTheOldOneOrTheNewOne(KilledDriverIT.Place place) throws Exception {
    assumeTrue(isAsked("places", place));
    try (Publications publications = new Publications(directory, place)) {
      publications.prepare(Publications.BETTER);
      int taken = 0;
      for (Publications.Kind kind : Publications.Kind.values()) {
        if (!isAsked("kinds", kind)) {
          continue;
        }
        int kills = publications.kill(kind, 1, STRIDE);
        int changes = kills * STRIDE;
        assertThat(kills).isPositive();
        int stops = 0;
        int before = taken;
        // where locks are taken by the file system that counts, that is the first change
        int first = place == KilledDriverIT.Place.LOCAL ? 1 : 2;
        for (int change = Math.max(first, changes - LAST + 1);
            change <= changes;
            change += STRIDE) {
          taken += publications.stop(kind, change) ? 1 : 0;
          stops++;
        }
        System.out.printf(
            "%s on %s: %,d kills; stopped %,d times, of which %,d said that they were taken over%n",
            kind, place, kills, stops, taken - before);
      }
      // the other commands end too soon to be taken over
      assertThat(taken > 0 || !isAsked("kinds", Publications.Kind.TRAIN)).isTrue();
    }
  }

  /**
   * Commands and places to try, such as {@code -Dkinds=PROMOTE,EXPORT -Dplaces=S3}; all if unset.
   */
  private static boolean isAsked(String property, Enum<?> one) {
    String asked = System.getProperty(property, "");
    return asked.isEmpty() || List.of(asked.split(",")).contains(one.name());
  }
}
