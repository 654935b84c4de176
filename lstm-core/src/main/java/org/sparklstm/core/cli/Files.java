package org.sparklstm.core.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sparklstm.core.io.Safetensors;

/** Files that a command reads and writes. */
final class Files {
  private Files() {}

  /** What may fail for what is in a file. */
  interface Work<T> {
    T run() throws IOException;
  }

  static Safetensors read(Path path) throws IOException {
    try (InputStream in = new BufferedInputStream(java.nio.file.Files.newInputStream(path))) {
      return Safetensors.read(in, java.nio.file.Files.size(path));
    }
  }

  static void write(Path path, Safetensors file) throws IOException {
    naming(
        path,
        () -> {
          try (OutputStream out =
              new BufferedOutputStream(java.nio.file.Files.newOutputStream(path))) {
            file.write(out);
          }
          return path;
        });
  }

  /** Does the work; errors name the file. */
  static <T> T naming(Path path, Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": there is no such file or directory", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }
}
