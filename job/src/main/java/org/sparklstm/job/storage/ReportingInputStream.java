package org.sparklstm.job.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports progress with every read. */
final class ReportingInputStream extends FilterInputStream {
  private final Watchdog.Progress progress;

  ReportingInputStream(InputStream in, Watchdog.Progress progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    progress.report();
    return super.read(bytes, offset, length);
  }
}
