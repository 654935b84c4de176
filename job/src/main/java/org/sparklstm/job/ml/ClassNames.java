package org.sparklstm.job.ml;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Names of classes in the metadata of a column, as StringIndexer leaves them. */
final class ClassNames {
  private ClassNames() {}

  /** The names by number, if the column has any. */
  static Optional<List<String>> of(StructType schema, String column) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(column)) {
        Attribute attribute = Attribute.fromStructField(field);
        if (attribute instanceof NominalAttribute nominal && nominal.values().isDefined()) {
          return Optional.of(List.of(nominal.values().get()));
        } else if (attribute instanceof BinaryAttribute binary && binary.values().isDefined()) {
          return Optional.of(List.of(binary.values().get()));
        }
      }
    }
    return Optional.empty();
  }
}
