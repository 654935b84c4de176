package org.sparklstm.job.time;

import java.time.ZoneId;

/**
 * How the times of a panel go on, as a model keeps it.
 *
 * @param frequency distance between consecutive rows
 * @param zone time zone in which timestamps were read
 */
public record PanelTime(Frequency frequency, ZoneId zone) {}
