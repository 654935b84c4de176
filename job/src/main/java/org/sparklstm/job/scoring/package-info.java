/** What a trained network answers, as columns of a table. */
package org.sparklstm.job.scoring;
