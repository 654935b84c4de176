/** Output for people: the report page, TensorBoard files, gauges and console lines. */
package org.sparklstm.job.report;
