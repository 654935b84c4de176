package org.sparklstm.job.storage;

import com.google.gson.JsonParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
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

  private static final String NAME = ".lock-";
  private static final int LARGEST = 1 << 16;
  private static final int RENEWALS_PER_LEASE = 4;

  /** Bounds the retries if other drivers keep taking the lock first. */
  private static final int ATTEMPTS = 100;

  private final Place place;
  private final String file;
  private final Thread renewal;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Whether there was a lock before, whose holder may be stopped and come back. */
  private final boolean hasPredecessor;

  private LockHolder holder;
  private volatile boolean lost;
  private volatile boolean hasActed;

  /**
   * Where the files of a lock lie, and what it is for.
   *
   * @param directory of the files
   * @param of name of what is locked, if it is not the whole directory
   * @param published the highest number under which something was published there; 0 for none
   */
  private record Place(Storage directory, String of, IntSupplier published) {
    private String prefix() {
      return of.isEmpty() ? NAME : "." + of + NAME;
    }

    private List<String> locks() {
      String prefix = prefix();
      return directory.list().stream()
          .filter(
              name -> name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{9}"))
          .toList();
    }

    private int number(String lock) {
      return Integer.parseInt(lock.substring(prefix().length()));
    }

    private String file(int number) {
      return prefix() + String.format(Locale.ROOT, "%09d", number);
    }

    private Place within(Duration longest) {
      return new Place(directory.within(longest), of, published);
    }

    private String name() {
      return of.isEmpty() ? "the run in " + directory.path() : directory.file(of).toString();
    }
  }

  private RunLock(Place place, Taken taken, LockHolder holder, Duration lease) {
    Duration period = lease.dividedBy(RENEWALS_PER_LEASE);
    // a slower response would miss the next renewal
    this.place = place.within(period);
    file = taken.file();
    hasPredecessor = taken.hasPredecessor();
    this.holder = holder;
    renewal = new Thread(() -> renewEvery(period), "run lock");
    renewal.setDaemon(true);
    renewal.start();
  }

  /**
   * Takes the lock of a run.
   *
   * @param published the highest number under which something was published; 0 for none
   * @param lease time without renewal after which a lock from another machine counts as expired
   * @param log receives a line if this call has to wait
   * @throws UserException if another driver holds the lock
   */
  public static RunLock take(
      Storage directory, IntSupplier published, Duration lease, Consumer<String> log) {
    return take(new Place(directory, "", published), lease, log);
  }

  /**
   * Takes the lock of a file or directory; its files lie beside it.
   *
   * @param name of the file or directory
   */
  public static RunLock beside(
      Storage directory, String name, IntSupplier published, Consumer<String> log) {
    return take(new Place(directory, name, published), LEASE, log);
  }

  private static RunLock take(Place place, Duration lease, Consumer<String> log) {
    LockHolder mine = LockHolder.here();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Taken taken = tryToTake(place, mine, lease, log);
        if (taken != null) {
          return new RunLock(place, taken, mine, lease);
        }
      }
    } catch (RuntimeException e) {
      mine.release();
      throw e;
    }
    mine.release();
    throw new UserException(
        "cannot take the lock on %s: other drivers were faster %,d times; wait for them, then try again"
            .formatted(place.name(), ATTEMPTS));
  }

  /** The name of a lock file, and whether another one was there. */
  private record Taken(String file, boolean hasPredecessor) {}

  /** Returns the lock file, or null if another driver was faster. */
  private static Taken tryToTake(
      Place place, LockHolder mine, Duration lease, Consumer<String> log) {
    Storage directory = place.directory();
    List<String> locks = place.locks();
    String last = locks.isEmpty() ? null : locks.get(locks.size() - 1);
    Optional<LockHolder> dead = last == null ? Optional.empty() : read(directory, last);
    if (last != null && !isDead(place, last, dead, lease, log)) {
      return null;
    }
    int highest = Math.max(last == null ? 0 : place.number(last), place.published().getAsInt());
    String next = place.file(highest + 1);
    boolean created = directory.create(next, StoredJson.pretty(mine));
    // if a response is lost, the client retries and finds the file that it wrote itself
    if (!created && !isOf(mine, directory, next)) {
      return null;
    }
    boolean another =
        last != null && place.locks().contains(last) && !read(directory, last).equals(dead);
    // another driver has taken the lock seen above, or has published, in the meantime
    if (another || place.published().getAsInt() > highest) {
      directory.delete(next);
      return null;
    }
    // a renewal on its way must not bring a lock back
    locks.forEach(directory::deleteRemains);
    locks.forEach(directory::delete);
    return new Taken(next, last != null);
  }

  /** Whether the holder is dead; false if the lock is released while this waits. */
  private static boolean isDead(
      Place place, String lock, Optional<LockHolder> holder, Duration lease, Consumer<String> log) {
    LockHolder.Life life = holder.map(LockHolder::life).orElse(LockHolder.Life.UNKNOWN);
    if (life == LockHolder.Life.ALIVE) {
      throw refusal(place, holder);
    } else if (life == LockHolder.Life.DEAD) {
      return true;
    }
    log.accept(
        "%s is locked by %s: waiting up to %d s to see whether it is alive"
            .formatted(place.name(), name(holder), lease.toSeconds()));
    long end = System.nanoTime() + lease.toNanos();
    while (System.nanoTime() < end) {
      sleep(lease.toMillis() / (2 * RENEWALS_PER_LEASE));
      if (!place.locks().contains(lock)) {
        return false;
      }
      Optional<LockHolder> now = read(place.directory(), lock);
      if (now.isPresent() && !now.equals(holder)) {
        throw refusal(place, now);
      }
    }
    return true;
  }

  private static String name(Optional<LockHolder> holder) {
    return holder.map(LockHolder::toString).orElse("another driver, whose lock cannot be read");
  }

  private static UserException refusal(Place place, Optional<LockHolder> holder) {
    return new UserException(
        place.of().isEmpty()
            ? "another driver is already running in %s: %s; wait for it, stop it, or give this run its own run.id"
                .formatted(place.directory().path(), name(holder))
            : "another driver is already writing %s: %s; wait for it, stop it, or choose another path"
                .formatted(place.name(), name(holder)));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while waiting for another driver's lock", e);
    }
  }

  /** Empty if the lock cannot be read: it may be incomplete, damaged or deleted. */
  private static Optional<LockHolder> read(Storage directory, String lock) {
    try {
      return Optional.ofNullable(
              StoredJson.read(directory.readText(lock, LARGEST), LockHolder.class))
          .filter(holder -> holder.id() != null);
    } catch (StorageException | JsonParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(LockHolder holder, Storage directory, String lock) {
    return read(directory, lock).filter(found -> holder.id().equals(found.id())).isPresent();
  }

  private void renewEvery(Duration period) {
    try {
      while (!lost && !closing.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        tryToRenew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToRenew() {
    try {
      renew();
    } catch (UserException e) {
      // the lock is lost, which is noticed before the next change
    } catch (RuntimeException e) {
      // a file system that fails in a way of its own: the next renewal may succeed
    }
  }

  private synchronized void renew() {
    try {
      Storage directory = place.directory();
      Optional<String> tag = directory.tag(file);
      boolean isLast = isLast();
      Optional<LockHolder> found = isLast ? read(directory, file) : Optional.empty();
      // a file that cannot be read now may be read the next time
      if (!isLast || found.filter(other -> !holder.id().equals(other.id())).isPresent()) {
        lost = true;
        return;
      }
      LockHolder renewed = holder.renewed();
      // whoever takes over deletes the file, which must not come back
      if (directory.guardedBy(this::notice).replaceIf(file, tag, StoredJson.pretty(renewed))) {
        holder = renewed;
      }
    } catch (StorageException e) {
      // the next renewal notices whether another driver has taken over
    }
  }

  private boolean isLast() {
    List<String> locks = place.locks();
    return !locks.isEmpty() && locks.get(locks.size() - 1).equals(file);
  }

  /** A file that cannot be read now may be this driver's. */
  private boolean isAnothers() {
    return read(place.directory(), file)
        .filter(other -> !holder.id().equals(other.id()))
        .isPresent();
  }

  /** Throws if another driver has taken over; its lock may have the same number, but not the id. */
  private void notice() {
    if (!lost && (!isLast() || isAnothers())) {
      lost = true;
    }
    requireHeld();
  }

  /** The number of this lock, higher than that of all before it and of all that is published. */
  public int number() {
    return place.number(file);
  }

  /** The directory, in which this driver changes nothing after it has lost the lock. */
  public Storage guard(Storage directory) {
    return directory.guardedBy(
        () -> {
          hasActed = true;
          notice();
        });
  }

  /** Throws if this driver has noticed that another one has taken over. */
  public void requireHeld() {
    if (lost) {
      throw new UserException(
          "another driver has taken over %s because this one had not renewed its lock in time; this one stops and has changed nothing since"
              .formatted(place.name()));
    }
  }

  /** Renews the lock now and throws if another driver has taken over. */
  public void requireHeldNow() {
    renew();
    requireHeld();
  }

  /**
   * Releases the lock. Its file stays, marked as released, if nothing was published under its
   * number and either this driver has changed files of a run or an earlier holder may come back: so
   * its number is never given again.
   */
  @Override
  public void close() {
    // an interrupted renewal could still reach the storage while this reads and deletes the file
    closing.countDown();
    try {
      renewal.join();
      if (!lost && isOf(holder, place.directory(), file)) {
        boolean isMarked = hasPredecessor || (place.of().isEmpty() && hasActed);
        if (isMarked && place.published().getAsInt() < number()) {
          place.directory().writeText(file, StoredJson.pretty(holder.released()));
        } else {
          place.directory().delete(file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StorageException e) {
      // the lock expires after its lease
    } finally {
      holder.release();
    }
  }

  /** The highest number of the locks of a run; 0 for none. */
  public static int highest(Storage directory) {
    Place place = new Place(directory, "", () -> 0);
    List<String> locks = place.locks();
    return locks.isEmpty() ? 0 : place.number(locks.get(locks.size() - 1));
  }
}
