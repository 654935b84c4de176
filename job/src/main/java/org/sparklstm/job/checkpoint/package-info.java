/** Durable state: checkpoints and locks, written through Hadoop file systems. */
package org.sparklstm.job.checkpoint;
