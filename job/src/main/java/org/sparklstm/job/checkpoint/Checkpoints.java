package org.sparklstm.job.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * The checkpoints of a run. A checkpoint is a directory of files that never change, and next to it
 * a manifest of the same name, {@code step-…-epoch-….json}. The manifest is written last and
 * appears atomically: a checkpoint exists if its manifest exists, and is valid if its files match
 * the manifest.
 */
public final class Checkpoints {
  private static final String SUFFIX = ".json";
  private static final String PREFIX = "step-";
  private static final int LARGEST_MANIFEST = 1 << 20;

  /** What {@link #name} gives. Whatever else lies here is not ours. */
  private static final String NAME = PREFIX + "\\d{12,}-epoch-\\d{6,}";

  private final Storage storage;
  private final Consumer<String> warnings;

  /** Name of the last checkpoint that was read and found valid. */
  private volatile String good = "";

  /** Names of checkpoints that cannot be used. */
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  /**
   * @param storage the directory of checkpoints
   * @param warnings receives a message for each checkpoint that cannot be used
   */
  public Checkpoints(Storage storage, Consumer<String> warnings) {
    this.storage = storage;
    this.warnings = warnings;
  }

  /** The name of a state's checkpoint. Alphabetical order is the order of training. */
  public static String name(TrainingState.Position position) {
    // ROOT: some locales have digits other than 0 to 9
    return String.format(
        Locale.ROOT, PREFIX + "%012d-epoch-%06d", position.step(), position.epoch());
  }

  /** Names of the checkpoints, oldest first. */
  public List<String> names() {
    return storage.list().stream()
        .filter(file -> file.endsWith(SUFFIX))
        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
        .filter(name -> name.matches(NAME))
        .toList();
  }

  /** Deletes temporary files of writers that were killed. No other writer may be active. */
  public void deleteRemains() {
    storage.deleteRemains();
  }

  /** Deletes all checkpoints. */
  public void clear() {
    storage.deleteRemains();
    names().forEach(name -> storage.delete(name + SUFFIX));
    directories().forEach(storage::deleteDirectory);
  }

  private List<String> directories() {
    return storage.list().stream().filter(name -> name.matches(NAME)).toList();
  }

  /**
   * Reads the newest valid checkpoint and warns of newer ones that cannot be used.
   *
   * @param check throws a {@link StorageException} for a checkpoint that cannot be used
   * @return empty if the directory has no checkpoint
   * @throws UserException if there are checkpoints but none can be used
   */
  public Optional<Checkpoint> newest(Consumer<Checkpoint> check) {
    List<String> names = new ArrayList<>(names());
    for (int i = names.size() - 1; i >= 0; i--) {
      try {
        Checkpoint checkpoint = files(names.get(i)).read(manifest(names.get(i)));
        check.accept(checkpoint);
        good = names.get(i);
        return Optional.of(checkpoint);
      } catch (StorageException e) {
        damaged.add(names.get(i));
        warnings.accept("skipping checkpoint %s: %s".formatted(names.get(i), e.getMessage()));
      }
    }
    if (!names.isEmpty()) {
      throw new UserException(
          "cannot use any of the %,d checkpoints in %s: restore them from a backup, or start over with run.resume = never"
              .formatted(names.size(), storage.path()));
    }
    return Optional.empty();
  }

  private CheckpointFiles files(String name) {
    return new CheckpointFiles(storage.below(name));
  }

  private Manifest manifest(String name) {
    String file = name + SUFFIX;
    String json = storage.readText(file, LARGEST_MANIFEST);
    try {
      return Manifest.parse(json, name, CheckpointFiles.NAMES);
    } catch (IOException e) {
      throw new StorageException("%s: %s".formatted(storage.file(file), e.getMessage()), e);
    }
  }

  /**
   * Writes a checkpoint, reads it back to verify it, and then deletes old ones. Does nothing if the
   * checkpoint exists and is known to be valid.
   *
   * @param state Not modified.
   * @param metrics lines of metrics.jsonl up to this step
   * @param keep number of newest checkpoints to keep, at least 1
   */
  public void write(
      TrainingState state, ParameterLayout layout, Origin origin, String metrics, int keep) {
    String name = name(state.position());
    if (name.equals(good)) {
      return;
    }
    CheckpointFiles files = files(name);
    List<Manifest.Entry> entries = files.write(state, layout, origin, metrics);
    storage.publish(name + SUFFIX, new Manifest(Manifest.FORMAT_VERSION, name, entries).toJson());
    files.verify(manifest(name).files());
    good = name;
    deleteOlder(name, keep - 1);
  }

  /** Whether this is the checkpoint that was last read and found valid. */
  public boolean isGood(String name) {
    return name.equals(good);
  }

  /** Deletes checkpoints older than a valid one, except for the newest {@code others} of use. */
  private void deleteOlder(String newest, int others) {
    List<String> older = names().stream().filter(name -> name.compareTo(newest) < 0).toList();
    List<String> usable = older.stream().filter(name -> !damaged.contains(name)).toList();
    List<String> kept = usable.subList(Math.max(0, usable.size() - others), usable.size());
    for (String name : older) {
      if (!kept.contains(name)) {
        storage.delete(name + SUFFIX);
      }
    }
    // includes directories without a manifest, left by writers that were killed
    for (String name : directories()) {
      if (name.compareTo(newest) < 0 && !kept.contains(name)) {
        storage.deleteDirectory(name);
      }
    }
  }
}
