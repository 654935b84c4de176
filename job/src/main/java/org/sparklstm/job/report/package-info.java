/** Training to look at: a page that needs nothing else. */
package org.sparklstm.job.report;
