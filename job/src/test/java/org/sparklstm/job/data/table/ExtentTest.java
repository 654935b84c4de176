package org.sparklstm.job.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtentTest {
  @Test
  void partsWithoutValuesChangeNothing() {
    Extent extent = new Extent();
    extent.add(new Extent());
    extent.add(3);
    extent.add(Double.NaN);
    extent.add(-2);
    extent.add(new Extent());
    assertThat(extent.smallest()).isEqualTo(-2);
    assertThat(extent.largest()).isEqualTo(3);
  }

  @Test
  void theOrderOfPartsDoesNotMatter() {
    Extent one = new Extent();
    one.add(1);
    Extent other = new Extent();
    other.add(5);
    Extent forth = new Extent();
    forth.add(one);
    forth.add(other);
    Extent back = new Extent();
    back.add(other);
    back.add(one);
    assertThat(forth.smallest()).isEqualTo(back.smallest()).isEqualTo(1);
    assertThat(forth.largest()).isEqualTo(back.largest()).isEqualTo(5);
  }
}
