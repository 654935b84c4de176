package org.sparklstm.core.cli;

import org.sparklstm.core.kernel.Kernels;

/** The kernels that a command uses. */
enum KernelChoice {
  vector,
  scalar;

  Kernels create() {
    return this == vector ? Kernels.vector() : Kernels.scalar();
  }
}
