package org.sparklstm.job.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparklstm.job.storage.Storage;

/**
 * The versions of a model in its directory, {@code <number>/}, each written once; the number is
 * that of the lock under which it was written. The newest one whose description exists counts.
 * Models of 0.1.0 and of Spark ML stages lie in the directory itself.
 */
public final class ModelVersions {
  private static final String NUMBER = "\\d{9}";

  private final Storage directory;

  public ModelVersions(Storage directory) {
    this.directory = directory;
  }

  private List<String> names() {
    return directory.list().stream().filter(name -> name.matches(NUMBER)).toList();
  }

  private static Stream<String> newestFirst(List<String> names) {
    return names.stream().sorted(Comparator.reverseOrder());
  }

  private static boolean isWhole(Storage version) {
    return version.list().contains(SavedModel.DESCRIPTION);
  }

  private Optional<String> newestName() {
    List<String> names = names();
    return newestFirst(names).filter(name -> isWhole(directory.below(name))).findFirst();
  }

  /** Where the files of the newest version lie; nothing if there is no model. */
  public Optional<Storage> newest() {
    return newestName()
        .map(directory::below)
        .or(() -> Optional.of(directory).filter(ModelVersions::isWhole));
  }

  /** The number of the newest version, whole or not; 0 if there is none. */
  public int highest() {
    List<String> names = names();
    return names.isEmpty() ? 0 : Integer.parseInt(names.get(names.size() - 1));
  }

  /** Where a version lies, or will lie. */
  public Storage version(int number) {
    return directory.below(name(number));
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%09d", number);
  }

  /**
   * Deletes the versions before this one, except the newest whole one of them, which a reader may
   * have begun to read.
   *
   * @param number of the version
   */
  public void deleteOlder(int number) {
    List<String> older = names().stream().filter(name -> name.compareTo(name(number)) < 0).toList();
    Optional<String> before =
        newestFirst(older).filter(name -> isWhole(directory.below(name))).findFirst();
    older.stream().filter(name -> !Optional.of(name).equals(before)).forEach(this::delete);
    if (before.isPresent()) {
      // of 0.1.0
      SavedModel.FILES.forEach(directory::delete);
    }
  }

  /** Deletes a version, first what makes it whole. */
  private void delete(String name) {
    directory.below(name).delete(SavedModel.DESCRIPTION);
    directory.deleteDirectory(name);
  }

  /** Deletes what a killed writer has left of a version. No other writer may be active. */
  public void deleteRemains() {
    directory.deleteRemains();
    names().stream()
        .filter(name -> !isWhole(directory.below(name)))
        .forEach(directory::deleteDirectory);
  }
}
