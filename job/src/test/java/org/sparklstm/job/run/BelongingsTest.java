package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;

/** A result never replaces its own input, whatever path leads there. */
class BelongingsTest {
  @TempDir Path directory;

  @Test
  void inputsThroughATableOfMountsAreFound() throws Exception {
    Path sales = Files.createDirectories(directory.resolve("sales"));
    Files.writeString(sales.resolve("part-0.csv"), "1\n");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.viewfs.mounttable.cluster.link./tables", directory.toUri().toString());
    Belongings belongings = new Belongings(hadoop, Duration.ZERO);
    belongings.addDirectories(
        "files of the input", new String[] {"viewfs://cluster/tables/sales/part-0.csv"});
    assertThatThrownBy(() -> belongings.requireApart("--output", result(sales, hadoop)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("overlaps with the files of the input");
    assertThat(belongings.requireApart("--output", result(directory.resolve("other"), hadoop)))
        .isNotNull();
  }

  private static Storage result(Path place, Configuration hadoop) {
    return new Storage(new org.apache.hadoop.fs.Path(place.toUri()), hadoop);
  }
}
