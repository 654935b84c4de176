package org.sparklstm.job.checkpoint;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sparklstm.job.UserException;

/**
 * One driver at a time. A lock is a numbered file that its holder renews; who takes over takes the
 * next number, which only one can. Whether a holder is dead is decided without clocks: on its own
 * machine by its process, elsewhere by watching whether the file changes for as long as a lease.
 *
 * <p>Should two drivers work at once all the same (a machine that slept through its lease), the
 * older one notices and stops; until then both write the same bits.
 */
public final class RunLock implements AutoCloseable {
  /** Long enough for storage that is slow for a while, short enough to wait for. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final String PREFIX = ".lock-";
  private static final int LARGEST = 1 << 16;
  private static final int RENEWALS_A_LEASE = 4;

  /** Ids of the locks that this process holds: one that it has left behind is a dead one's. */
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final Storage directory;
  private final String file;
  private final Thread renewal;
  private Holder holder;
  private volatile boolean lost;

  /**
   * Who holds it.
   *
   * @param id of this very lock
   * @param host for people
   * @param machine tells machines, and containers on them, apart; empty where it is not known
   * @param pid process on that machine
   * @param started when that process was
   * @param renewals so far
   */
  private record Holder(
      String id, String host, String machine, long pid, String started, long renewals) {
    static Holder here() {
      ProcessHandle process = ProcessHandle.current();
      return new Holder(
          UUID.randomUUID().toString(),
          hostName(),
          machineName(),
          process.pid(),
          start(process),
          0);
    }

    private static String start(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "an unknown host";
      }
    }

    /** Empty but on Linux: elsewhere a lease decides. */
    private static String machineName() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
            + " "
            + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
      } catch (IOException | UnsupportedOperationException e) {
        return "";
      }
    }

    boolean isHere() {
      return machine != null && !machine.isEmpty() && machine.equals(machineName());
    }

    /** Of a holder on this machine. */
    boolean isAlive() {
      if (pid == ProcessHandle.current().pid()) {
        return HELD.contains(id);
      }
      return ProcessHandle.of(pid).filter(process -> start(process).equals(started)).isPresent();
    }

    Holder renewed() {
      return new Holder(id, host, machine, pid, started, renewals + 1);
    }

    @Override
    public String toString() {
      return "process %d on %s".formatted(pid, host);
    }
  }

  private RunLock(Storage directory, String file, Holder holder, Duration lease) {
    this.directory = directory;
    this.file = file;
    this.holder = holder;
    HELD.add(holder.id);
    renewal = new Thread(() -> renewEvery(lease.dividedBy(RENEWALS_A_LEASE)), "run lock");
    renewal.setDaemon(true);
    renewal.start();
  }

  /**
   * Takes the lock of a run.
   *
   * @param lease how long a lock of another machine must stay as it is to count as a dead one's
   * @param log told when there is something to wait for
   * @throws UserException where another driver is at work
   */
  public static RunLock take(Storage directory, Duration lease, Consumer<String> log) {
    Holder mine = Holder.here();
    while (true) {
      List<String> locks = locks(directory);
      String last = locks.isEmpty() ? null : locks.get(locks.size() - 1);
      if (last != null) {
        requireDead(directory, last, lease, log);
      }
      String next = PREFIX + "%09d".formatted(last == null ? 1 : number(last) + 1);
      boolean created = directory.create(next, Manifest.JSON.toJson(mine));
      // an answer that got lost on its way makes a client repeat what it has already done
      if (created || read(directory, next).filter(found -> found.id.equals(mine.id)).isPresent()) {
        locks.forEach(directory::delete);
        return new RunLock(directory, next, mine, lease);
      }
    }
  }

  private static void requireDead(
      Storage directory, String lock, Duration lease, Consumer<String> log) {
    Optional<Holder> holder = read(directory, lock);
    if (holder.isPresent() && holder.get().isHere()) {
      if (holder.get().isAlive()) {
        throw refusal(directory, holder);
      }
      return;
    }
    log.accept(
        "%s is locked by %s: waiting up to %d s to see whether it is alive"
            .formatted(directory.path(), name(holder), lease.toSeconds()));
    long end = System.nanoTime() + lease.toNanos();
    while (System.nanoTime() < end) {
      sleep(lease.toMillis() / (2 * RENEWALS_A_LEASE));
      if (!locks(directory).contains(lock)) {
        return;
      }
      if (!read(directory, lock).equals(holder)) {
        throw refusal(directory, read(directory, lock));
      }
    }
  }

  private static String name(Optional<Holder> holder) {
    return holder.map(Holder::toString).orElse("another driver");
  }

  private static UserException refusal(Storage directory, Optional<Holder> holder) {
    return new UserException(
        "another driver is at work in %s: %s; wait for it or end it, or give this run a run.id of its own"
            .formatted(directory.path(), name(holder)));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while waiting for another driver's lock", e);
    }
  }

  private static List<String> locks(Storage directory) {
    return directory.list().stream().filter(name -> name.matches("\\.lock-\\d{9}")).toList();
  }

  private static int number(String lock) {
    return Integer.parseInt(lock.substring(PREFIX.length()));
  }

  /** None where it cannot be read: it may be half-written, or damaged, or gone. */
  private static Optional<Holder> read(Storage directory, String lock) {
    try {
      return Optional.ofNullable(
          Manifest.JSON.fromJson(directory.readText(lock, LARGEST), Holder.class));
    } catch (StorageException | JsonParseException e) {
      return Optional.empty();
    }
  }

  private void renewEvery(Duration period) {
    try {
      while (!lost) {
        Thread.sleep(period.toMillis());
        renew();
      }
    } catch (InterruptedException e) {
      // it has been given back
    }
  }

  private void renew() {
    try {
      List<String> locks = locks(directory);
      if (locks.isEmpty() || !locks.get(locks.size() - 1).equals(file)) {
        lost = true;
        return;
      }
      holder = holder.renewed();
      directory.writeText(file, Manifest.JSON.toJson(holder));
    } catch (StorageException e) {
      // storage that is away for a while: who takes over meanwhile is noticed when it is back
    }
  }

  /** Throws where another driver has taken over. */
  public void requireHeld() {
    if (lost) {
      throw new UserException(
          "another driver has taken over the run in %s: this one had not renewed its lock for too long, and stops"
              .formatted(directory.path()));
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    renewal.interrupt();
    HELD.remove(holder.id);
    try {
      renewal.join();
      if (!lost) {
        directory.delete(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StorageException e) {
      // then it expires
    }
  }
}
