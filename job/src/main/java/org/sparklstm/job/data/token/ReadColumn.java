package org.sparklstm.job.data.token;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * A column that is read of each step.
 *
 * @param key setting that names it
 * @param type that its values are cast to
 * @param alias its name where a row is a sequence
 */
record ReadColumn(String name, String key, DataType type, String alias) implements Serializable {}
