/** Tables: sources, columns by meaning, time axes, statistics and profiles. */
package org.sparklstm.job.data.table;
