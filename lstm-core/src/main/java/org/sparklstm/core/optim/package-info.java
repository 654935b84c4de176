/** Optimizers, learning rate schedules and gradient clipping. */
package org.sparklstm.core.optim;
