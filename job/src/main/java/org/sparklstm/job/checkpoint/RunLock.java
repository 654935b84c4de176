package org.sparklstm.job.checkpoint;

import com.google.gson.JsonParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.UserException;

/**
 * Ensures that one driver at a time works on a run. A lock is a numbered file that its holder
 * renews. To take over, a driver creates the file with the next number, and only one can succeed.
 * Whether a holder is alive is decided without comparing clocks: on the same machine by its
 * process, elsewhere by watching the file for one lease.
 *
 * <p>Two drivers can still overlap, for example if a machine was suspended for longer than the
 * lease. The older driver then notices and stops.
 */
public final class RunLock implements AutoCloseable {
  /** Long enough to outlast slow storage, short enough to wait for. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final String PREFIX = ".lock-";
  private static final int LARGEST = 1 << 16;
  private static final int RENEWALS_PER_LEASE = 4;

  /** Bounds the retries if other drivers keep taking the lock first. */
  private static final int ATTEMPTS = 100;

  private final Storage directory;
  private final String file;
  private final Thread renewal;
  private LockHolder holder;
  private volatile boolean lost;

  private RunLock(Storage directory, String file, LockHolder holder, Duration lease) {
    Duration period = lease.dividedBy(RENEWALS_PER_LEASE);
    // a slower response would miss the next renewal
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
   * @param lease time without renewal after which a lock from another machine counts as expired
   * @param log receives a line if this call has to wait
   * @throws UserException if another driver holds the lock
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
        "cannot take the lock in %s: other drivers were faster %,d times; wait for them, then try again"
            .formatted(directory.path(), ATTEMPTS));
  }

  /** Returns the name of the lock file, or null if another driver was faster. */
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
    // if a response is lost, the client retries and finds the file that it wrote itself
    if (!created && !isOf(mine, directory, next)) {
      return null;
    }
    if (last != null && locks(directory).contains(last) && !read(directory, last).equals(dead)) {
      // the lock was released and taken by another driver in the meantime
      directory.delete(next);
      return null;
    }
    locks.forEach(directory::delete);
    return next;
  }

  /** Whether the holder is dead; false if the lock is released while this waits. */
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
      sleep(lease.toMillis() / (2 * RENEWALS_PER_LEASE));
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
        "another driver is already running in %s: %s; wait for it, stop it, or give this run its own run.id"
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

  /** Empty if the lock cannot be read: it may be incomplete, damaged or deleted. */
  private static Optional<LockHolder> read(Storage directory, String lock) {
    try {
      return Optional.ofNullable(
          Manifest.JSON.fromJson(
              StoredJson.parse(directory.readText(lock, LARGEST)), LockHolder.class));
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
      // close() ends the renewals
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
      // the next renewal notices whether another driver has taken over
    }
  }

  /** Throws if the last renewal found that another driver has taken over. */
  public void requireHeld() {
    if (lost) {
      throw new UserException(
          "another driver has taken over the run in %s because this one had not renewed its lock in time; this one stops"
              .formatted(directory.path()));
    }
  }

  /** Renews the lock now and throws if another driver has taken over. */
  public void requireHeldNow() {
    renew();
    requireHeld();
  }

  /** Releases the lock. */
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
      // the lock expires after its lease
    } finally {
      holder.release();
    }
  }
}
