/**
 * From blocks of windows to a trained network: plan, gradients, the loop. Knows nothing of Spark.
 */
package org.sparklstm.core.train;
