package dev.clv.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://x\")", "+1", "-1+1", "@SUM", "\t=1", "\r=1", "'=1", "''@x"})
    void aTextThatASpreadsheetWouldRunIsMadeHarmlessAndComesBack(String text) throws IOException {
        String cell = unquoted(line(out -> out.text(text)));
        assertThat(cell).isEqualTo("'" + text);
        assertThat(CsvRows.original(cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17850", "", "C=1", "'quoted'", "O'Brien", " =1", "客户", "a,b", "say \"hi\"", "two\nlines"})
    void anyOtherTextIsWrittenAsItIs(String text) throws IOException {
        String cell = unquoted(line(out -> out.text(text)));
        assertThat(cell).isEqualTo(text);
        assertThat(CsvRows.original(cell)).isEqualTo(text);
    }

    @Test
    void negativeNumbersStayNumbers() throws IOException {
        assertThat(line(out -> out.number(-12.5).number(-3).number(Double.NaN).number(1e-300)))
                .isEqualTo("-12.5,-3,,1.0E-300");
    }

    @Test
    void rowsEndWithALineFeedAndCellsAreSeparatedByCommas() throws IOException {
        StringBuilder text = new StringBuilder();
        CsvRows csv = new CsvRows(text);
        csv.header(List.of("customer_id", "value"));
        csv.text("").number(1).endRow();
        csv.text("a,b").number(2.5).endRow();
        assertThat(text).hasToString("customer_id,value\n,1\n\"a,b\",2.5\n");
    }

    private interface Row {
        void writeTo(CsvRows out) throws IOException;
    }

    private static String line(Row row) throws IOException {
        StringBuilder text = new StringBuilder();
        row.writeTo(new CsvRows(text));
        return text.toString();
    }

    private static String unquoted(String cell) {
        return cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
