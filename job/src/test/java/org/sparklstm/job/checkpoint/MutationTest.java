package org.sparklstm.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;

/**
 * However the files of checkpoints are damaged, reading returns a checkpoint exactly as it was
 * written under that name, or none. {@code -Dmutations=10000} tries more mutations.
 */
class MutationTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 500);

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();
  private final Random random = new Random(6);
  private final Map<Path, byte[]> files = new HashMap<>();
  private final Map<String, Checkpoint> written = new HashMap<>();
  private Checkpoints checkpoints;

  /** Writes three checkpoints after two, four and six steps, with two steps per epoch. */
  @BeforeEach
  void write() throws IOException {
    checkpoints =
        new Checkpoints(
            new Storage(new org.apache.hadoop.fs.Path(directory.toUri()), new Configuration()),
            warnings::add);
    for (int epoch = 1; epoch <= 3; epoch++) {
      TrainingState state = SampleStates.state(epoch);
      checkpoints.write(
          state,
          SampleStates.LAYOUT,
          SampleStates.origin(),
          "{\"step\":%d}\n".formatted(2 * epoch),
          3);
      written.put(
          Checkpoints.name(state.position()), checkpoints.newest(found -> {}).orElseThrow());
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    }
  }

  private static void assertSame(Checkpoint found, Checkpoint expected) {
    assertThat(found.position()).isEqualTo(expected.position());
    assertThat(found.origin()).isEqualTo(expected.origin());
    assertThat(found.metrics()).isEqualTo(expected.metrics());
    TrainingState state = found.state(SampleStates.LAYOUT, new Adam(SampleStates.LAYOUT.size(), 0));
    TrainingState other =
        expected.state(SampleStates.LAYOUT, new Adam(SampleStates.LAYOUT.size(), 0));
    assertThat(state.parameters()).containsExactly(other.parameters());
    assertThat(state.best()).containsExactly(other.best());
    assertThat(state.optimizer().steps()).isEqualTo(other.optimizer().steps());
    state
        .optimizer()
        .state()
        .forEach(
            (name, values) ->
                assertThat(values).containsExactly(other.optimizer().state().get(name)));
  }

  @Test
  void readsWhatWasWritten() {
    Checkpoint newest = checkpoints.newest(found -> {}).orElseThrow();
    TrainingState expected = SampleStates.state(3);
    TrainingState found =
        newest.state(SampleStates.LAYOUT, new Adam(SampleStates.LAYOUT.size(), 0));
    assertThat(newest.name()).isEqualTo("step-000000000006-epoch-000003");
    assertThat(found.position()).isEqualTo(expected.position());
    assertThat(found.parameters()).containsExactly(expected.parameters());
    assertThat(found.best()).containsExactly(expected.best());
    assertThat(found.average().steps()).isEqualTo(expected.average().steps());
    assertThat(found.average().mean()).containsExactly(expected.average().mean());
    assertThat(found.lastEpochs().weights()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(found.lastEpochs().weights().get(i))
          .containsExactly(expected.lastEpochs().weights().get(i));
    }
    assertThat(found.optimizer().state().get("exp_avg"))
        .containsExactly(expected.optimizer().state().get("exp_avg"));
    assertThat(newest.origin()).isEqualTo(SampleStates.origin());
    assertThat(newest.metrics()).isEqualTo("{\"step\":6}\n");
    assertThat(warnings).isEmpty();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void rejectsEveryMutation() {
    int[] outcomes = new int[4];
    for (int i = 0; i < MUTATIONS; i++) {
      warnings.clear();
      List<String> done = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int j = 0; j < count; j++) {
        done.add(mutate());
      }
      try {
        Optional<Checkpoint> found = checkpoints.newest(any -> {});
        if (found.isPresent()) {
          assertSame(found.get(), written.get(found.get().name()));
          boolean newest = found.get().name().contains("epoch-000003");
          outcomes[newest ? 0 : 1]++;
          if (!newest && Files.exists(directory.resolve("step-000000000006-epoch-000003.json"))) {
            assertThat(warnings).as("%s", done).isNotEmpty();
            assertThat(warnings.get(0)).startsWith("skipping checkpoint step-");
          }
        } else {
          assertThat(checkpoints.names()).as("%s", done).isEmpty();
          outcomes[2]++;
        }
      } catch (UserException e) {
        assertThat(e).hasMessageContaining(": restore them from a backup, or start over");
        assertThat(warnings).isNotEmpty();
        outcomes[3]++;
      }
      restore();
    }
    System.out.printf(
        "%,d mutations: newest %,d, an older one %,d, no checkpoint %,d, refused %,d%n",
        MUTATIONS, outcomes[0], outcomes[1], outcomes[2], outcomes[3]);
    assertThat(outcomes[1]).isPositive();
    assertThat(outcomes[3]).isPositive();
  }

  /** A random existing file, more often one of the newest checkpoint. */
  private Path anyFile() {
    List<Path> there = files.keySet().stream().filter(Files::isRegularFile).sorted().toList();
    List<Path> newest =
        there.stream().filter(file -> file.toString().contains("epoch-000003")).toList();
    List<Path> from = newest.isEmpty() || random.nextInt(3) == 0 ? there : newest;
    return from.get(random.nextInt(from.size()));
  }

  private String mutate() {
    Path file = anyFile();
    try {
      byte[] bytes = Files.readAllBytes(file);
      int kind = random.nextInt(12);
      switch (kind) {
        case 0, 1, 2 -> {
          if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
          Files.write(file, bytes);
        }
        case 3 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        case 4 -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9)));
        case 5 -> Files.delete(file);
        case 6 -> {
          Path other = anyFile();
          byte[] others = Files.readAllBytes(other);
          Files.write(other, bytes);
          Files.write(file, others);
        }
        case 7 -> Files.write(anyFile(), bytes);
        case 8 -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          String version = random.nextBoolean() ? "3" : "5";
          Files.writeString(
              file,
              text.replace("\"format_version\": 4", "\"format_version\": " + version),
              StandardCharsets.ISO_8859_1);
        }
        case 9 -> {
          byte[] noise = new byte[bytes.length];
          random.nextBytes(noise);
          Files.write(file, noise);
        }
        case 10 -> {
          Files.delete(file);
          Files.createDirectory(file);
        }
        default -> {
          // a manifest under the name of another step
          Files.write(directory.resolve("step-000000000008-epoch-000004.json"), bytes);
        }
      }
      return kind + " " + file.getFileName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void restore() {
    try {
      Files.deleteIfExists(directory.resolve("step-000000000008-epoch-000004.json"));
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        if (Files.isDirectory(file.getKey())) {
          Files.delete(file.getKey());
        }
        Files.write(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
