package org.sparklstm.core.cli;

import org.sparklstm.core.kernel.Kernels;

/** Which kernels a command is to use. */
enum KernelChoice {
  vector,
  scalar;

  Kernels create() {
    return this == vector ? Kernels.vector() : Kernels.scalar();
  }
}
