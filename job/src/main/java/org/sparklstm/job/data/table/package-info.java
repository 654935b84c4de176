/** Tables: columns by meaning, time axes, statistics, profiles, and where tables come from. */
package org.sparklstm.job.data.table;
