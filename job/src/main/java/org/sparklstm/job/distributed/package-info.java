/** Training on a cluster: where shards are placed, and one gradient round. */
package org.sparklstm.job.distributed;
