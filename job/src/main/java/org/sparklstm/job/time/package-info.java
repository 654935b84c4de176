/** Times as whole numbers, and how the times of a panel go on. */
package org.sparklstm.job.time;
