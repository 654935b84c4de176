package org.sparklstm.job.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;

class RunLockTest {
  /** For tests that wait for the end of the lease. */
  private static final Duration SHORT = Duration.ofMillis(800);

  /** For tests that act before the end of the lease, on a busy machine too. */
  private static final Duration LEASE = Duration.ofSeconds(8);

  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();

  private Storage storage() {
    return new Storage(new org.apache.hadoop.fs.Path(directory.toUri()), new Configuration());
  }

  private RunLock take() {
    return take(LEASE);
  }

  private RunLock take(Duration lease) {
    return RunLock.take(storage(), () -> 0, lease, log::add);
  }

  private void lockOfOther(String name, String machine, long pid) {
    String lock =
        """
        {"id":"x","host":"elsewhere","machine":"%s","pid":%d,"started":"then","renewals":7}
        """
            .formatted(machine, pid);
    try {
      Files.writeString(directory.resolve(name), lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSecondDriverIsRefusedUntilTheFirstIsDone() {
    try (RunLock first = take()) {
      first.requireHeld();
      assertThatThrownBy(this::take)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another driver is already running in file:" + directory)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("its own run.id");
    }
    take().close();
    assertThat(storage().list()).isEmpty();
  }

  @Test
  void aLockOfADeadProcessIsTakenAtOnce() throws Exception {
    take().close();
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    lockOfOther(".lock-000000007", thisMachine(), process.pid());
    try (RunLock lock = take()) {
      lock.requireHeld();
      assertThat(storage().list()).containsExactly(".lock-000000008");
    }
    assertThat(log).as("no wait").isEmpty();
  }

  /** The machine name that a lock of this process contains. */
  private String thisMachine() throws IOException {
    try (RunLock lock = take()) {
      lock.requireHeld();
      String json = Files.readString(directory.resolve(".lock-000000001"));
      return json.replaceAll("(?s).*\"machine\": \"([^\"]*)\".*", "$1");
    }
  }

  @Test
  void aDeadHolderElsewhereExpires() throws IOException {
    lockOfOther(".lock-000000001", "another machine", 1);
    try (RunLock lock = take(SHORT)) {
      lock.requireHeld();
    }
    assertThat(log)
        .hasSize(1)
        .first()
        .asString()
        .contains("locked by process 1 on elsewhere: waiting up to 0 s to see whether it is alive");
  }

  @Test
  void aLockThatCannotBeReadExpiresToo() throws IOException {
    Files.writeString(directory.resolve(".lock-000000001"), "{\"id\":");
    take(SHORT).close();
    assertThat(log).first().asString().contains("locked by another driver");
  }

  /** Takes the lock; something happens elsewhere once this driver has begun to wait. */
  private RunLock takeWhile(Runnable elsewhere) {
    return RunLock.take(storage(), () -> 0, LEASE, line -> elsewhere.run());
  }

  @Test
  void aLiveHolderElsewhereIsRefused() throws Exception {
    lockOfOther(".lock-000000001", "another machine", 1);
    assertThatThrownBy(() -> takeWhile(() -> lockOfOther(".lock-000000001", "another machine", 2)))
        .hasMessageContaining("process 2 on elsewhere");
  }

  @Test
  @Timeout(60)
  void aReplacedHolderNotices() throws Exception {
    try (RunLock sleepy = take(SHORT)) {
      lockOfOther(".lock-000000002", "another machine", 1);
      while (isHeld(sleepy)) {
        Thread.sleep(20);
      }
      assertThatThrownBy(sleepy::requireHeld)
          .hasMessageContaining("another driver has taken over the run in");
    }
    assertThat(storage().list()).contains(".lock-000000002");
  }

  /** Whether the holder believes that it still holds the lock. */
  private static boolean isHeld(RunLock lock) {
    try {
      lock.requireHeld();
      return true;
    } catch (UserException e) {
      return false;
    }
  }

  /** A driver sleeps while two others take the lock, the second with the sleeper's number. */
  @Test
  void aReusedNumberIsNotMistakenForOnesOwn() throws Exception {
    try (RunLock sleepy = take()) {
      lockOfOther(".lock-000000001", "another machine", 1);
      assertThatThrownBy(sleepy::requireHeldNow).hasMessageContaining("has taken over");
    }
    assertThat(Files.readString(directory.resolve(".lock-000000001"))).contains("\"renewals\":7");
  }

  /** The guard before a change asks whose the lock is, not only what it is called. */
  @Test
  void nothingIsChangedUnderAnothersLockOfTheSameNumber() throws Exception {
    try (RunLock sleepy = take()) {
      Storage guarded = sleepy.guard(storage());
      lockOfOther(".lock-000000001", "another machine", 1);
      assertThatThrownBy(() -> guarded.writeText("result", "late"))
          .hasMessageContaining("has taken over");
    }
    assertThat(directory.resolve("result")).doesNotExist();
  }

  /** The one before it may be stopped, and come back with its number. */
  @Test
  void aNumberAfterAPredecessorIsNotGivenAgain() throws Exception {
    lockOfOther(".lock-000000001", "another machine", 1);
    take(SHORT).close();
    try (RunLock third = take()) {
      assertThat(third.number()).isEqualTo(3);
    }
  }

  /** A driver that waits for one lock must not take over its successor. */
  @Test
  void aLockThatIsReleasedAndTakenAgainIsRespected() throws Exception {
    Path lock = directory.resolve(".lock-000000001");
    lockOfOther(".lock-000000001", "another machine", 1);
    assertThatThrownBy(
            () ->
                takeWhile(
                    () -> {
                      assertThat(lock.toFile().delete()).isTrue();
                      lockOfOther(".lock-000000001", "a third machine", 3);
                    }))
        .hasMessageContaining("process 3 on elsewhere");
  }

  @Test
  void aLockThatIsReleasedMeanwhileIsTaken() throws Exception {
    Path lock = directory.resolve(".lock-000000001");
    lockOfOther(".lock-000000001", "another machine", 1);
    try (RunLock taken = takeWhile(() -> assertThat(lock.toFile().delete()).isTrue())) {
      taken.requireHeldNow();
    }
  }

  @Test
  void namesDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try (RunLock lock = take()) {
      lock.requireHeldNow();
      assertThat(storage().list()).containsExactly(".lock-000000001");
      assertThatThrownBy(this::take).hasMessageContaining("another driver is already running");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void onlyOneOfManyGetsTheLock() throws Exception {
    for (int round = 0; round < 30; round++) {
      Path where = Files.createDirectory(directory.resolve("round" + round));
      Storage storage =
          new Storage(new org.apache.hadoop.fs.Path(where.toUri()), new Configuration(false));
      ExecutorService threads = Executors.newFixedThreadPool(8);
      Callable<Optional<RunLock>> attempt =
          () -> {
            try {
              return Optional.of(RunLock.take(storage, () -> 0, LEASE, line -> {}));
            } catch (UserException e) {
              return Optional.empty();
            }
          };
      List<Future<Optional<RunLock>>> attempts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        attempts.add(threads.submit(attempt));
      }
      List<RunLock> holders = new ArrayList<>();
      for (Future<Optional<RunLock>> one : attempts) {
        one.get().ifPresent(holders::add);
      }
      threads.shutdown();
      // released only now, so that the other threads found it held
      assertThat(holders).as("round %d", round).hasSize(1);
      holders.forEach(RunLock::requireHeldNow);
      holders.forEach(RunLock::close);
    }
  }
}
