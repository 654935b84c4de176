/** Losses: one file each, value and gradient together. */
package org.sparklstm.core.loss;
