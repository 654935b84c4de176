package org.sparklstm.core.layer;

/** The state that sequences start from in a pass. */
enum InitialState {
  /** h and c are zero. */
  ZERO,
  /** The caller has set h and c. */
  GIVEN
}
