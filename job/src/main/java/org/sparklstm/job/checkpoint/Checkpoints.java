package org.sparklstm.job.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;

/**
 * The checkpoints of a run. Each is a directory of files that never change, and beside it a
 * manifest of the same name, {@code step-…-epoch-….json}, that is written last and appears in one
 * atomic act: a checkpoint is there when its manifest is, and good when its files are what the
 * manifest says.
 */
public final class Checkpoints {
  private static final String SUFFIX = ".json";
  private static final String PREFIX = "step-";
  private static final int LARGEST_MANIFEST = 1 << 20;

  private final Storage storage;
  private final Consumer<String> warnings;

  /** The last one that was read whole. */
  private volatile String good = "";

  /**
   * @param storage the directory of checkpoints
   * @param warnings told of checkpoints that are damaged
   */
  public Checkpoints(Storage storage, Consumer<String> warnings) {
    this.storage = storage;
    this.warnings = warnings;
  }

  /** What a state's checkpoint is called: names in alphabetical order are in that of training. */
  public static String name(TrainingState.Position position) {
    // not in the digits of whatever language the user speaks
    return String.format(
        Locale.ROOT, PREFIX + "%012d-epoch-%06d", position.step(), position.epoch());
  }

  /** Names of the checkpoints, oldest first. */
  public List<String> names() {
    return storage.list().stream()
        .filter(file -> file.startsWith(PREFIX) && file.endsWith(SUFFIX))
        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
        .toList();
  }

  /** Deletes what a writer that was ended has left half-written. Nobody may be writing. */
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
    return storage.list().stream()
        .filter(name -> name.startsWith(PREFIX) && !name.endsWith(SUFFIX))
        .toList();
  }

  /**
   * The newest checkpoint that is whole; those that are not are warned of.
   *
   * @return none where there is no checkpoint at all
   * @throws UserException where there are checkpoints, and none is whole
   */
  public Optional<Checkpoint> newest() {
    List<String> names = new ArrayList<>(names());
    for (int i = names.size() - 1; i >= 0; i--) {
      try {
        Checkpoint checkpoint = files(names.get(i)).read(manifest(names.get(i)));
        good = names.get(i);
        return Optional.of(checkpoint);
      } catch (StorageException e) {
        warnings.accept("checkpoint %s cannot be used: %s".formatted(names.get(i), e.getMessage()));
      }
    }
    if (!names.isEmpty()) {
      throw new UserException(
          "none of the %,d checkpoints in %s can be used; restore them, or start over with run.resume = never"
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
      throw new StorageException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Writes a checkpoint, unless it is there and good, and when it has been read back as it was
   * written, lets go of older ones.
   *
   * @param state Not modified.
   * @param metrics the lines of metrics.jsonl up to here
   * @param keep how many of the newest stay, at least 1
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
    retire(name, keep - 1);
  }

  /** Whether that one has been read whole. */
  public boolean isGood(String name) {
    return name.equals(good);
  }

  /** Lets go of what is older than a good checkpoint, but for some of the newest of those. */
  private void retire(String newest, int others) {
    List<String> older = names().stream().filter(name -> name.compareTo(newest) < 0).toList();
    List<String> kept = older.subList(Math.max(0, older.size() - others), older.size());
    for (String name : older) {
      if (!kept.contains(name)) {
        storage.delete(name + SUFFIX);
      }
    }
    // also what writers that were ended have left behind
    for (String name : directories()) {
      if (name.compareTo(newest) < 0 && !kept.contains(name)) {
        storage.deleteDirectory(name);
      }
    }
  }
}
