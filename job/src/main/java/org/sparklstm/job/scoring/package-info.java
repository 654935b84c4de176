/** Predictions, forecasts and back-tests of a trained network as columns of a table. */
package org.sparklstm.job.scoring;
