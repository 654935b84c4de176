/** From DataFrame rows to series, and from forecasts back to rows. */
package org.sparklstm.job.data;
