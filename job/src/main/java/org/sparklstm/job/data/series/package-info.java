/** Turns a table with one row per time step into shards of series. */
package org.sparklstm.job.data.series;
