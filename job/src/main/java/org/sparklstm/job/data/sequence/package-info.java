/** Turns a table with one labelled sequence per row into shards. */
package org.sparklstm.job.data.sequence;
