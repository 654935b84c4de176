/** Optimizers, one file each, and gradient clipping. */
package org.sparklstm.core.optim;
