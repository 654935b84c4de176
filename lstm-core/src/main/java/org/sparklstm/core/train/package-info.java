/**
 * Training and evaluation, independent of Spark: objectives, the plan of an epoch, engines that sum
 * gradients, the training loop and errors.
 */
package org.sparklstm.core.train;
