package org.sparklstm.job;

import java.math.BigDecimal;

/** A number of a stored text: read as a whole number it must be one, and in range. */
final class ExactNumber extends Number {
  private static final long serialVersionUID = 1L;

  private final String text;

  ExactNumber(String text) {
    this.text = text;
  }

  @Override
  public int intValue() {
    long value = longValue();
    if (value != (int) value) {
      throw new NumberFormatException("out of range: " + text);
    }
    return (int) value;
  }

  @Override
  public long longValue() {
    try {
      return new BigDecimal(text).longValueExact();
    } catch (ArithmeticException e) {
      throw new NumberFormatException("not a whole number: " + text);
    }
  }

  @Override
  public float floatValue() {
    return Float.parseFloat(text);
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactNumber that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
