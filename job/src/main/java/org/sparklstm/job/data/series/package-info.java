/** From a table with one row per time step to the shards of its series. */
package org.sparklstm.job.data.series;
