package org.sparklstm.core;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import org.sparklstm.core.io.Safetensors;

/** What PyTorch computed: see golden/make_goldens.py beside the files. */
public final class Goldens {
  private Goldens() {}

  public static Safetensors read(String name) throws IOException {
    URLConnection file = Goldens.class.getResource("/golden/" + name).openConnection();
    try (InputStream in = file.getInputStream()) {
      return Safetensors.read(in, file.getContentLengthLong());
    }
  }
}
