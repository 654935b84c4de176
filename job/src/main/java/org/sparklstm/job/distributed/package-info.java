/** Training on a cluster: placement of the shards, training loops, and a step as a Spark job. */
package org.sparklstm.job.distributed;
