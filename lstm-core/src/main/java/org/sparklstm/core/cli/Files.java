package org.sparklstm.core.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sparklstm.core.io.Safetensors;

/** Reads and writes the files of a command. */
final class Files {
  private Files() {}

  /** Work that can fail because of a file's content. */
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

  /** Runs work on a file. Messages of exceptions start with the file's path. */
  static <T> T naming(Path path, Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": no such file or directory", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }
}
