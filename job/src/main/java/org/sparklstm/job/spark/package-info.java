/** The only code that depends on the Spark version: internal rows, plans, encoders, ML metadata. */
package org.sparklstm.job.spark;
