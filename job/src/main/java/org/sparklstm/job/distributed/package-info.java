/** Training on a cluster: where shards are placed, who takes which steps, one gradient round. */
package org.sparklstm.job.distributed;
