/** Writing what must survive the process, through Hadoop's file systems only. */
package org.sparklstm.job.checkpoint;
