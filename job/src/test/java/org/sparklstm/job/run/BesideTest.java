package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;

/** Files beside an output replace only what a back-test wrote, at every moment. */
class BesideTest {
  private static final UnaryOperator<Storage> UNGUARDED = UnaryOperator.identity();

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("out-errors.csv");
  }

  private Beside beside() {
    Storage place = new Storage(new org.apache.hadoop.fs.Path(directory.toUri()), hadoop());
    return new Beside(place, "out-errors.csv", "mae,wape");
  }

  private static Configuration hadoop() {
    return new Configuration();
  }

  @Test
  void oneOfABackTestIsReplacedOnlyWithOverwrite() throws IOException {
    Files.writeString(file(), "mae,wape\n1,2\n");
    assertThatThrownBy(() -> beside().clear(SaveMode.ErrorIfExists, UNGUARDED))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--overwrite");
    beside().clear(SaveMode.Overwrite, UNGUARDED);
    assertThat(file()).doesNotExist();
    beside().write("new", UNGUARDED);
    assertThat(file()).hasContent("new");
  }

  @Test
  void oneOfAnotherProgramStaysThoughItAppearsMeanwhile() throws IOException {
    Files.writeString(file(), "mine");
    assertThatThrownBy(() -> beside().clear(SaveMode.Overwrite, UNGUARDED))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not written by a back-test");
    assertThatThrownBy(() -> beside().write("errors", UNGUARDED)).isInstanceOf(UserException.class);
    assertThat(file()).hasContent("mine");
  }
}
