/** Tasks: the one place where a table becomes examples, a network, errors and a report. */
package org.sparklstm.job.task;
