package org.sparklstm.job.output;

import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * What a writer is about to do in an output, written before the first file is moved there. From it
 * and the marker the next writer sees which files a killed one has left.
 *
 * @param number of the writer
 * @param added names of the files that it adds
 * @param removed the files that it deletes once the marker lists the new ones
 */
record Exchange(int number, List<String> added, List<Marker.Part> removed) {
  private static final int LARGEST = 64 << 20;

  /**
   * The exchanges in an output that have not ended.
   *
   * @throws StorageException if one cannot be read, which is not the same as being of another
   *     program
   */
  static List<Exchange> of(Storage output) {
    List<Exchange> exchanges = new ArrayList<>();
    for (Storage.Entry entry : output.entries()) {
      if (!entry.isDirectory() && entry.length() <= LARGEST) {
        OutputNames.exchangeNumber(entry.name())
            .ifPresent(number -> read(output, entry.name(), number).ifPresent(exchanges::add));
      }
    }
    return exchanges;
  }

  /** Nothing if it is no such file: then it is not ours. */
  private static Optional<Exchange> read(Storage output, String name, int number) {
    try {
      Exchange exchange = StoredJson.read(output.readText(name, LARGEST), Exchange.class);
      boolean isValid =
          exchange != null
              && exchange.number == number
              && exchange.added != null
              && exchange.added.stream().allMatch(OutputNames::isPlain)
              && exchange.removed != null
              && exchange.removed.stream().allMatch(part -> part != null && part.isValid());
      return isValid ? Optional.of(exchange) : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  String file() {
    return OutputNames.exchange(number);
  }

  String toJson() {
    return StoredJson.line(this) + "\n";
  }

  /**
   * The files that this exchange leaves to delete.
   *
   * @param marker of the output
   * @param present what is there now: a file of another length is not the one that was replaced
   */
  List<String> leftovers(Optional<Marker> marker, Set<Marker.Part> present) {
    boolean hasEnded = marker.filter(found -> found.number() == number).isPresent();
    List<String> left =
        new ArrayList<>(
            hasEnded
                ? removed.stream().filter(present::contains).map(Marker.Part::name).toList()
                : added);
    left.removeAll(marker.map(Marker::names).orElse(List.of()));
    return left;
  }
}
