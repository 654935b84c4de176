package org.sparklstm.job.distributed;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.EnumMap;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.serializer.KryoSerializer;
import org.sparklstm.job.UserException;

/**
 * Teaches Kryo, where {@code spark.serializer} names it, to write our records: its release in Spark
 * cannot set final fields, Java's own serialization can.
 */
public final class KryoRecords implements KryoRegistrator {
  private static final String REGISTRATOR = "spark.kryo.registrator";

  /** Adds itself to the registrators of a configuration. Modified. */
  public static void register(SparkConf conf) {
    String others = conf.get(REGISTRATOR, "");
    conf.set(REGISTRATOR, (others.isEmpty() ? "" : others + ",") + KryoRecords.class.getName());
  }

  /** Throws where Spark writes with Kryo and does not know of this. */
  public static void require(SparkConf conf) {
    if (conf.get("spark.serializer", "").equals(KryoSerializer.class.getName())
        && !conf.get(REGISTRATOR, "").contains(KryoRecords.class.getName())) {
      throw UserException.of(
          "spark.serializer is Kryo, which by itself cannot write Java's records: start Spark with --conf %s=%s",
          REGISTRATOR, KryoRecords.class.getName());
    }
  }

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    // nor can it make maps of enums
    kryo.addDefaultSerializer(EnumMap.class, JavaSerializer.class);
  }
}
