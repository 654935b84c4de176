package org.sparklstm.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;

class ModelPathTest {
  @TempDir Path directory;
  private Path run;
  private Path model;

  @BeforeEach
  void saveAModel() {
    run = directory.resolve("runs/first");
    model = run.resolve(ModelPath.MODEL);
    Models.save(model);
  }

  private static String resolved(Path place) {
    return ModelPath.resolve(Models.storage(place)).path().toUri().getPath();
  }

  private Path pointer(String text) throws IOException {
    return Files.writeString(directory.resolve("pointer"), text);
  }

  private void assertInvalid(Path pointer) {
    assertThatThrownBy(() -> resolved(pointer))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(pointer.toString());
  }

  @Test
  void aModelIsFoundByItsDirectory() {
    assertThat(resolved(model)).isEqualTo(model.toString());
    assertThat(SavedModel.read(ModelPath.resolve(Models.storage(model))).keys()).isNotEmpty();
  }

  @Test
  void aModelIsFoundByTheDirectoryOfItsRunOrStage() {
    assertThat(resolved(run)).isEqualTo(model.toString());
  }

  @Test
  void aDirectoryThatIsAModelIsMeantItselfWhateverLiesBelow() {
    Models.save(run);
    assertThat(resolved(run)).isEqualTo(run.toString());
  }

  @Test
  void aPlaceWithoutAModelStaysAsItIs() {
    assertThat(resolved(directory)).isEqualTo(directory.toString());
    Path nowhere = directory.resolve("nowhere");
    assertThat(resolved(nowhere)).isEqualTo(nowhere.toString());
    assertThatThrownBy(() -> SavedModel.read(ModelPath.resolve(Models.storage(nowhere))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(nowhere.toString());
  }

  /** A stored file must not choose a server that we connect to. */
  @Test
  void aPointerDoesNotLeadToTheWeb() throws IOException {
    for (String text : List.of("http://127.0.0.1:9/x\n", "HTTPS://h/x", "ftp://u:p@h/x")) {
      Path pointer = pointer(text);
      assertThatThrownBy(() -> ModelPath.read(Models.storage(pointer)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is no place for a model");
    }
  }

  @Test
  void aPointerLeadsToAModelOrToWhatIsAroundIt() throws IOException {
    for (Path target : List.of(model, run)) {
      for (String text : List.of(target.toString(), " " + target.toUri() + "\n", target + "\r\n")) {
        assertThat(resolved(pointer(text))).isEqualTo(model.toString());
      }
    }
  }

  @Test
  void aPointerThatIsReplacedLeadsElsewhere() throws IOException {
    Path other = directory.resolve("runs/second");
    Models.save(other.resolve(ModelPath.MODEL));
    pointer(run.toString());
    Path pointer = pointer(other.toString());
    assertThat(resolved(pointer)).isEqualTo(other.resolve(ModelPath.MODEL).toString());
    assertThat(ModelPath.read(Models.storage(pointer))).isEqualTo(other.toString());
  }

  @Test
  void aFileThatIsNoPointerIsNamed() throws IOException {
    assertInvalid(pointer(""));
    assertInvalid(pointer(" \n\t\n"));
    assertInvalid(pointer(run + "\n" + model));
    assertInvalid(pointer("a:b:c"));
    assertInvalid(pointer("x".repeat((1 << 16) + 1)));
    assertInvalid(model.resolve(SavedModel.DESCRIPTION));
  }
}
