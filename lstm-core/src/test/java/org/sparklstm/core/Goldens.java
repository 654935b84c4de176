package org.sparklstm.core;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import org.sparklstm.core.io.Safetensors;

/** Reads the results of PyTorch that golden/make_goldens.py has written. */
public final class Goldens {
  private Goldens() {}

  public static Safetensors read(String name) throws IOException {
    URLConnection file = Goldens.class.getResource("/golden/" + name).openConnection();
    try (InputStream in = file.getInputStream()) {
      return Safetensors.read(in, file.getContentLengthLong());
    }
  }
}
