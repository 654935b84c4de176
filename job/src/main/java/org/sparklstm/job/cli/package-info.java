/** The command line. */
package org.sparklstm.job.cli;
