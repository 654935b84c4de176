package org.sparklstm.job.distributed;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.EnumMap;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.serializer.KryoSerializer;
import org.sparklstm.job.UserException;

/**
 * Lets Kryo, if set as {@code spark.serializer}, serialize records and enum maps by Java
 * serialization. The Kryo release in Spark cannot set the final fields of records.
 */
public final class KryoRecords implements KryoRegistrator {
  private static final String REGISTRATOR = "spark.kryo.registrator";

  /** Adds this class to the registrators of a configuration. {@code conf} Modified. */
  public static void register(SparkConf conf) {
    String others = conf.get(REGISTRATOR, "");
    conf.set(REGISTRATOR, (others.isEmpty() ? "" : others + ",") + KryoRecords.class.getName());
  }

  /**
   * Checks that this class is registered if the serializer is Kryo.
   *
   * @throws UserException if it is not
   */
  public static void require(SparkConf conf) {
    if (conf.get("spark.serializer", "").equals(KryoSerializer.class.getName())
        && !conf.get(REGISTRATOR, "").contains(KryoRecords.class.getName())) {
      throw UserException.of(
          "spark.serializer is Kryo, which cannot serialize Java records by default: start Spark with --conf %s=%s",
          REGISTRATOR, KryoRecords.class.getName());
    }
  }

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    // Kryo cannot construct enum maps either
    kryo.addDefaultSerializer(EnumMap.class, JavaSerializer.class);
  }
}
