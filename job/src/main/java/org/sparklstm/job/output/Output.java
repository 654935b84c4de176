package org.sparklstm.job.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.Shown;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * A directory of results. Its files are written to a directory beside it. If nothing is at its path
 * yet and the file system renames in one act, a rename makes it visible. Otherwise its files are
 * moved to their place under names of their own, a {@link Marker} that lists them replaces the old
 * one in one act, and the files of the old one are deleted: readers who look at the marker see the
 * old output or the new one. One writer at a time holds the lock beside the output; the next one
 * clears what a killed one has left.
 */
public final class Output implements AutoCloseable {
  /** Object stores copy, one request at a time in each thread. */
  private static final int MOVES_AT_ONCE = 8;

  /** Upper limit for a copy within one storage. */
  private static final int MOST_MINUTES = 10;

  private final Storage place;
  private final Storage temporary;

  /** The places without the guard: this writer deletes its own files even after a lost lock. */
  private final Storage ownPlace;

  private final Storage ownParent;
  private final RunLock lock;
  private final Optional<String> tag;
  private final boolean existed;
  private boolean movesHaveEnded = true;

  private Output(Storage place, Storage parent, RunLock lock) {
    this.lock = lock;
    ownPlace = place;
    ownParent = parent;
    this.place = lock.guard(place);
    temporary =
        lock.guard(parent).below(OutputNames.temporary(place.path().getName(), lock.number()));
    existed = place.exists();
    tag = existed ? place.tag(Marker.FILE) : Optional.empty();
  }

  /**
   * Locks an output and clears what killed writers have left.
   *
   * @param place of the output, without links
   * @param log receives a line if this call has to wait
   * @throws UserException if another driver writes it
   */
  public static Output lock(Storage place, Consumer<String> log) {
    Storage parent = place.above();
    if (Marker.of(parent).isPresent()) {
      throw new UserException(
          "--output %s lies in %s, which is already an output of this program; choose another path"
              .formatted(place.path(), parent.path()));
    }
    String name = place.path().getName();
    RunLock lock = RunLock.beside(parent, name, () -> highestNumber(place, parent, name), log);
    try {
      clear(lock.guard(place), lock.guard(parent), name, lock.number());
      return new Output(place, parent, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The highest number that a writer of this output has used. */
  private static int highestNumber(Storage place, Storage parent, String name) {
    IntStream prepared =
        parent.list().stream()
            .flatMapToInt(entry -> OutputNames.temporaryNumber(name, entry).stream());
    IntStream exchanges =
        place.list().stream().flatMapToInt(entry -> OutputNames.exchangeNumber(entry).stream());
    int highest = IntStream.concat(prepared, exchanges).max().orElse(0);
    return Math.max(highest, Marker.of(place).map(Marker::number).orElse(0));
  }

  private static void clear(Storage place, Storage parent, String name, int number) {
    for (String entry : parent.list()) {
      if (OutputNames.temporaryNumber(name, entry).orElse(number) < number) {
        parent.deleteDirectory(entry);
      }
    }
    Optional<Marker> marker = Marker.of(place);
    if (marker.isEmpty() && place.list().contains(Marker.FILE)) {
      // of another program
      return;
    }
    for (String entry : place.list()) {
      if (OutputNames.isExchangeBegun(entry)) {
        place.delete(entry);
      }
    }
    for (Exchange exchange : Exchange.of(place)) {
      place.deleteRemains(Marker.FILE);
      exchange.leftovers(marker, present(place)).forEach(left -> delete(place, left));
      place.delete(exchange.file());
    }
  }

  private static void delete(Storage place, String name) {
    // before the file, without which nothing tells whose it is
    if (!place.isObjectStore()) {
      place.delete(OutputNames.checksum(name));
    }
    place.delete(name);
  }

  /** Whether all files in the marker exist with the lengths that it lists. */
  public boolean isComplete() {
    Optional<Marker> marker = Marker.of(place);
    return marker.isPresent() && present(place).containsAll(marker.get().files());
  }

  private static Set<Marker.Part> present(Storage place) {
    Set<Marker.Part> present = new HashSet<>();
    place.entries().stream()
        .filter(entry -> !entry.isDirectory())
        .forEach(entry -> present.add(new Marker.Part(entry.name(), entry.length())));
    return present;
  }

  /**
   * Checks that there is nothing yet.
   *
   * @throws UserException if there is something
   */
  public void requireAbsent() {
    if (place.isFile()) {
      throw aFile();
    }
    refuseDamagedMarker(Marker.of(place));
    List<String> names = place.list();
    // the directories of an object store are only names
    if (names.isEmpty() && (place.isObjectStore() || !place.exists())) {
      return;
    }
    boolean isOurs = Marker.of(place).isPresent();
    String advice =
        names.isEmpty() || (isOurs && !isComplete())
            ? ", but is not complete; choose another path, or add --overwrite"
            : isOurs
                ? "; choose another path, or add --overwrite (score also takes --skip-existing)"
                : " and has %s, which this program has not written; choose another path, or remove it yourself"
                    .formatted(Shown.line(names.get(0)));
    throw new UserException("--output %s already exists%s".formatted(place.path(), advice));
  }

  private UserException aFile() {
    return new UserException(
        "--output %s is a file, expected a directory or a path that does not exist"
            .formatted(place.path()));
  }

  /**
   * Checks that all that is there was written by this program, and not changed since.
   *
   * @throws UserException if there is something else
   */
  public void requireReplaceable() {
    replaceable();
  }

  private List<Marker.Part> replaceable() {
    if (place.isFile()) {
      throw aFile();
    }
    Optional<Marker> marker = Marker.of(place);
    refuseDamagedMarker(marker);
    Set<String> own = new HashSet<>(Set.of(Marker.FILE));
    own.addAll(marker.map(Marker::names).orElse(List.of()));
    List<String> checksums = own.stream().map(OutputNames::checksum).toList();
    List<Marker.Part> replaced = new ArrayList<>();
    for (Storage.Entry entry : place.entries()) {
      Optional<Long> length = marker.flatMap(found -> found.length(entry.name()));
      boolean isOwn =
          !entry.isDirectory()
              && ((marker.isPresent() && entry.name().equals(Marker.FILE))
                  || length.filter(known -> known == entry.length()).isPresent()
                  || checksums.contains(entry.name()));
      if (!isOwn) {
        throw foreign(entry, length);
      } else if (length.isPresent()) {
        replaced.add(new Marker.Part(entry.name(), entry.length()));
      }
    }
    return replaced;
  }

  /**
   * Fails if a marker exists but cannot be read as one: nothing tells what belongs to the output.
   */
  private void refuseDamagedMarker(Optional<Marker> marker) {
    boolean isDamaged =
        marker.isEmpty()
            && place.entries().stream()
                .anyMatch(
                    entry ->
                        entry.name().equals(Marker.FILE)
                            && !entry.isDirectory()
                            && entry.length() > 0);
    if (isDamaged) {
      throw new UserException(
          "the %s of %s is damaged, or of another program, and does not say what belongs to it; choose another path, or remove the directory if nothing in it is yours: hadoop fs -rm -r %s"
              .formatted(Marker.FILE, place.path(), Shown.quoted(place.path().toString())));
    }
  }

  private UserException foreign(Storage.Entry entry, Optional<Long> length) {
    String what = entry.isDirectory() ? "the directory %s" : "the file %s";
    boolean isSpark = entry.name().equals(Marker.FILE);
    String why =
        length
            .map(
                known ->
                    ", which has changed since it was written (it had %,d bytes, now it has %,d)"
                        .formatted(known, entry.length()))
            .orElse(
                isSpark
                    ? " of Spark or of an earlier version, which does not say what belongs to it"
                    : ", which this program has not written");
    return new UserException(
        "--overwrite replaces only what this program has written, but %s has %s%s; choose another path%s"
            .formatted(
                place.path(),
                what.formatted(Shown.line(entry.name())),
                why,
                isSpark
                    ? ", or remove the directory if nothing in it is yours: hadoop fs -rm -r %s"
                        .formatted(Shown.quoted(place.path().toString()))
                    : ", or move it away"));
  }

  /** Where the files are prepared. Nothing is there yet. */
  public Path temporary() {
    return temporary.path();
  }

  /**
   * Makes the prepared files the output.
   *
   * @param format of the files
   * @param mayReplace whether an output of this program may be replaced
   */
  public void publish(String format, boolean mayReplace) {
    try {
      publishPrepared(format, mayReplace);
    } catch (StorageException e) {
      // the next writer has deleted what this one had prepared
      lock.requireHeldNow();
      throw e;
    }
  }

  private void publishPrepared(String format, boolean mayReplace) {
    List<Storage.Entry> prepared =
        temporary.entries().stream().filter(entry -> !entry.isDirectory()).toList();
    Marker marker =
        new Marker(
            Marker.FORMAT_VERSION,
            lock.number(),
            format,
            prepared.stream()
                .filter(entry -> !OutputNames.isChecksum(entry.name()))
                .map(entry -> new Marker.Part(entry.name(), entry.length()))
                .toList());
    if (!existed && !place.isObjectStore()) {
      temporary.writeText(Marker.FILE, marker.toJson());
      temporary.become(place);
      return;
    }
    List<Marker.Part> replaced = List.of();
    if (mayReplace) {
      replaced = replaceable();
    } else {
      requireAbsent();
    }
    exchange(prepared.stream().map(Storage.Entry::name).toList(), replaced, marker);
  }

  private void exchange(List<String> added, List<Marker.Part> replaced, Marker marker) {
    Exchange exchange = new Exchange(lock.number(), added, replaced);
    boolean isMoved = false;
    try {
      if (!place.publishNew(exchange.file(), exchange.toJson())) {
        throw taken();
      }
      move(added);
      isMoved = true;
    } finally {
      if (!isMoved && movesHaveEnded) {
        undo(exchange);
      }
    }
    // if this throws, the marker may have been replaced or not: the next writer finds out
    if (!place.replaceIf(Marker.FILE, tag, marker.toJson())) {
      undo(exchange);
      throw taken();
    }
    exchange.leftovers(Optional.of(marker), present(place)).forEach(left -> delete(place, left));
    place.delete(exchange.file());
  }

  private UserException taken() {
    return new UserException(
        "another driver has written %s meanwhile; this one has changed nothing"
            .formatted(place.path()));
  }

  /** Leaves the old output alone; the next writer deletes what cannot be deleted now. */
  private void undo(Exchange exchange) {
    try {
      exchange
          .leftovers(Marker.of(ownPlace), present(ownPlace))
          .forEach(left -> delete(ownPlace, left));
      ownPlace.delete(exchange.file());
    } catch (StorageException | UserException e) {
      // the failure that led here is more important
    }
  }

  private void move(List<String> names) {
    if (!place.isObjectStore()) {
      names.forEach(name -> temporary.move(name, place));
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(MOVES_AT_ONCE);
    try {
      List<Future<?>> moves = new ArrayList<>();
      names.forEach(name -> moves.add(threads.submit(() -> temporary.move(name, place))));
      for (Future<?> move : moves) {
        move.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while writing %s".formatted(place.path()), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
      movesHaveEnded = haveEnded(threads);
    }
  }

  /** Waits until running moves have ended: a late move would restore a deleted file. */
  private static boolean haveEnded(ExecutorService threads) {
    try {
      return threads.awaitTermination(MOST_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A directory in which this driver changes nothing after it has lost the lock. */
  public Storage guard(Storage directory) {
    return lock.guard(directory);
  }

  /** Deletes what was prepared and not published, and releases the lock. */
  @Override
  public void close() {
    try {
      ownParent.deleteDirectory(temporary.path().getName());
    } catch (StorageException | UserException e) {
      // the next writer deletes it
    } finally {
      lock.close();
    }
  }
}
