package org.sparklstm.core.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sparklstm.core.io.MalformedFileException;
import org.sparklstm.core.io.Safetensors;

/** Files that a command reads and writes; errors name the file. */
final class Files {
  private Files() {}

  static Safetensors read(Path path) throws IOException {
    try (InputStream in = new BufferedInputStream(java.nio.file.Files.newInputStream(path))) {
      return Safetensors.read(in, java.nio.file.Files.size(path));
    } catch (MalformedFileException e) {
      throw new MalformedFileException(path + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": there is no such file", e);
    }
  }

  static void write(Path path, Safetensors file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(java.nio.file.Files.newOutputStream(path))) {
      file.write(out);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": its directory does not exist", e);
    }
  }
}
