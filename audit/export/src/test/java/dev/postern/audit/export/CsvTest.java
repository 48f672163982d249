package dev.postern.audit.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void cellsThatNeedItAreQuoted() {
    assertEquals(
        "a,\"b,c\",\"d\"\"e\",\"f\ng\",,7\r\n", Csv.line("a", "b,c", "d\"e", "f\ng", null, 7));
  }

  @Test
  void nothingIsAFormulaInASpreadsheet() {
    assertEquals("'=1+1,'+x,'@y,'-z,-5\r\n", Csv.line("=1+1", "+x", "@y", "-z", -5));
  }
}
