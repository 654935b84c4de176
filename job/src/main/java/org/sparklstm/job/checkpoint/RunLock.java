package org.sparklstm.job.checkpoint;

import com.google.gson.JsonParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparklstm.job.UserException;

/**
 * One driver at a time. A lock is a numbered file that its holder renews; who takes over takes the
 * next number, which only one can. Whether a holder is dead is decided without clocks: on its own
 * machine by its process, elsewhere by watching whether the file changes for as long as a lease.
 *
 * <p>Should two drivers work at once all the same (a machine that slept through its lease), the
 * older one notices and stops.
 */
public final class RunLock implements AutoCloseable {
  /** Long enough for storage that is slow for a while, short enough to wait for. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final String PREFIX = ".lock-";
  private static final int LARGEST = 1 << 16;
  private static final int RENEWALS_A_LEASE = 4;

  /** Others come and go meanwhile, but not for ever. */
  private static final int ATTEMPTS = 100;

  private final Storage directory;
  private final String file;
  private final Thread renewal;
  private LockHolder holder;
  private volatile boolean lost;

  private RunLock(Storage directory, String file, LockHolder holder, Duration lease) {
    Duration period = lease.dividedBy(RENEWALS_A_LEASE);
    // an answer that takes longer comes too late anyway
    this.directory = directory.within(period);
    this.file = file;
    this.holder = holder;
    renewal = new Thread(() -> renewEvery(period), "run lock");
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
    LockHolder mine = LockHolder.here();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        String taken = tryToTake(directory, mine, lease, log);
        if (taken != null) {
          return new RunLock(directory, taken, mine, lease);
        }
      }
    } catch (RuntimeException e) {
      mine.release();
      throw e;
    }
    mine.release();
    throw new UserException(
        "others keep taking the lock in %s; try again".formatted(directory.path()));
  }

  /** The file that has been taken, or null where others have been quicker. */
  private static String tryToTake(
      Storage directory, LockHolder mine, Duration lease, Consumer<String> log) {
    List<String> locks = locks(directory);
    String last = locks.isEmpty() ? null : locks.get(locks.size() - 1);
    Optional<LockHolder> dead = last == null ? Optional.empty() : read(directory, last);
    if (last != null && !isDead(directory, last, dead, lease, log)) {
      return null;
    }
    String next = String.format(Locale.ROOT, PREFIX + "%09d", last == null ? 1 : number(last) + 1);
    boolean created = directory.create(next, Manifest.JSON.toJson(mine));
    // an answer that got lost on its way makes a client repeat what it has already done
    if (!created && !isOf(mine, directory, next)) {
      return null;
    }
    if (last != null && locks(directory).contains(last) && !read(directory, last).equals(dead)) {
      // it has been given back, and taken again by somebody else
      directory.delete(next);
      return null;
    }
    locks.forEach(directory::delete);
    return next;
  }

  /** False where it has been given back meanwhile. */
  private static boolean isDead(
      Storage directory,
      String lock,
      Optional<LockHolder> holder,
      Duration lease,
      Consumer<String> log) {
    LockHolder.Life life = holder.map(LockHolder::life).orElse(LockHolder.Life.UNKNOWN);
    if (life == LockHolder.Life.ALIVE) {
      throw refusal(directory, holder);
    } else if (life == LockHolder.Life.DEAD) {
      return true;
    }
    log.accept(
        "%s is locked by %s: waiting up to %d s to see whether it is alive"
            .formatted(directory.path(), name(holder), lease.toSeconds()));
    long end = System.nanoTime() + lease.toNanos();
    while (System.nanoTime() < end) {
      sleep(lease.toMillis() / (2 * RENEWALS_A_LEASE));
      if (!locks(directory).contains(lock)) {
        return false;
      }
      Optional<LockHolder> now = read(directory, lock);
      if (now.isPresent() && !now.equals(holder)) {
        throw refusal(directory, now);
      }
    }
    return true;
  }

  private static String name(Optional<LockHolder> holder) {
    return holder.map(LockHolder::toString).orElse("another driver, whose lock cannot be read");
  }

  private static UserException refusal(Storage directory, Optional<LockHolder> holder) {
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
  private static Optional<LockHolder> read(Storage directory, String lock) {
    try {
      return Optional.ofNullable(
          Manifest.JSON.fromJson(directory.readText(lock, LARGEST), LockHolder.class));
    } catch (StorageException | JsonParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(LockHolder holder, Storage directory, String lock) {
    return read(directory, lock).filter(found -> holder.id().equals(found.id())).isPresent();
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

  private synchronized void renew() {
    try {
      List<String> locks = locks(directory);
      boolean last = !locks.isEmpty() && locks.get(locks.size() - 1).equals(file);
      Optional<LockHolder> found = last ? read(directory, file) : Optional.empty();
      if (!last || found.filter(other -> !holder.id().equals(other.id())).isPresent()) {
        lost = true;
        return;
      }
      holder = holder.renewed();
      directory.writeText(file, Manifest.JSON.toJson(holder));
    } catch (StorageException e) {
      // storage that is away for a while: who takes over meanwhile is noticed when it is back
    }
  }

  /** Throws where another driver is known to have taken over. */
  public void requireHeld() {
    if (lost) {
      throw new UserException(
          "another driver has taken over the run in %s: this one had not renewed its lock for too long, and stops"
              .formatted(directory.path()));
    }
  }

  /** Looks whether another driver has taken over, and throws. */
  public void requireHeldNow() {
    renew();
    requireHeld();
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    renewal.interrupt();
    try {
      renewal.join();
      if (!lost && isOf(holder, directory, file)) {
        directory.delete(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StorageException e) {
      // then it expires
    } finally {
      holder.release();
    }
  }
}
