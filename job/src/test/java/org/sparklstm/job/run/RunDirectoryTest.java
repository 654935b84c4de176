package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.storage.Storage;

/** What failed at once leaves nothing that was not there. */
class RunDirectoryTest {
  @TempDir Path directory;

  private void lockAndFail(Path run) {
    RunDirectory.lock(storage(run), line -> {}).close();
  }

  @Test
  void aDirectoryThatWasMadeForNothingDoesNotStay() {
    lockAndFail(directory.resolve("run"));
    assertThat(directory).isEmptyDirectory();
  }

  private Storage storage(Path path) {
    return new Storage(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evaluation.json", "checkpoints/x.onnx", "model/x/y", "errors-by-series.csv"})
  void noResultTakesThePlaceOfWhatCommandsWriteInARun(String name) throws IOException {
    Path run = Files.createDirectories(directory.resolve("runs/sales"));
    RunDirectory.requireOutside("--output", storage(run.resolve(name)));
    Files.writeString(
        run.resolve("config.conf"),
        ConfigFile.render(
            ConfigFile.of(
                Map.of(
                    "data.time",
                    "t",
                    "data.targets",
                    List.of("y"),
                    "window.lookback",
                    2,
                    "window.horizon",
                    1))));
    assertThatThrownBy(() -> RunDirectory.requireOutside("--output", storage(run.resolve(name))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("in the directory of a run");
    RunDirectory.requireOutside("--output", storage(run.resolve("sales.onnx")));
    RunDirectory.requireOutside("--output", storage(directory.resolve("model")));
  }

  @Test
  void anEmptyDirectoryOfTheUserStays() throws IOException {
    Path target = Files.createDirectories(directory.resolve("disk"));
    Path link = Files.createSymbolicLink(directory.resolve("run"), target);
    lockAndFail(link);
    lockAndFail(target);
    assertThat(link).isSymbolicLink();
    assertThat(target).isEmptyDirectory();
  }
}
