/** Losses, with their gradients. */
package org.sparklstm.core.loss;
