package org.sparklstm.job.spark;

import java.util.List;
import java.util.Map;

/** Converts Scala collections to Java, for every Scala version that Spark is built with. */
public final class ScalaCollections {
  private ScalaCollections() {}

  public static <T> List<T> toJava(scala.collection.Seq<T> list) {
    return SparkVersion.CURRENT.toJava(list);
  }

  public static <K, V> Map<K, V> toJava(scala.collection.Map<K, V> map) {
    return SparkVersion.CURRENT.toJava(map);
  }
}
