package org.sparklstm.job.output;

import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * What a writer is about to do in an output, written before the first file is moved there. From it
 * and the marker the next writer sees which files a killed one has left.
 *
 * @param number of the writer
 * @param added names of the files that it adds
 * @param removed names of the files that it deletes once the marker lists the new ones
 */
record Exchange(int number, List<String> added, List<String> removed) {
  private static final int LARGEST = 64 << 20;

  /** The exchanges in an output that have not ended. */
  static List<Exchange> of(Storage output) {
    List<Exchange> exchanges = new ArrayList<>();
    for (String name : output.list()) {
      OutputNames.exchangeNumber(name)
          .ifPresent(number -> read(output, name, number).ifPresent(exchanges::add));
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
              && arePlain(exchange.added)
              && arePlain(exchange.removed);
      return isValid ? Optional.of(exchange) : Optional.empty();
    } catch (JsonParseException | StorageException e) {
      return Optional.empty();
    }
  }

  private static boolean arePlain(List<String> names) {
    return names != null && names.stream().allMatch(OutputNames::isPlain);
  }

  String file() {
    return OutputNames.exchange(number);
  }

  String toJson() {
    return StoredJson.line(this) + "\n";
  }

  /** The files that this exchange leaves to delete, given the marker of the output. */
  List<String> leftovers(Optional<Marker> marker) {
    boolean hasEnded = marker.filter(found -> found.number() == number).isPresent();
    List<String> left = new ArrayList<>(hasEnded ? removed : added);
    left.removeAll(marker.map(Marker::names).orElse(List.of()));
    return left;
  }
}
