package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvStartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a,b;c,d ! ,",
                "a;b;c,d ! ;",
                "'\"x;y;z\",b,c' ! ,",
                "a|b ! |",
                "'a\tb' ! '\t'",
                "'\n\r\na;b' ! ;",
                "'\"two\nlines\";b\n,,,' ! ;",
                "a ! ,"
            },
            ignoreLeadingAndTrailingWhitespace = true)
    void theHeaderTellsTheDelimiter(String text, char delimiter) throws IOException {
        CsvStart start = CsvStart.of(new StringReader(text));
        assertThat(start.delimiter()).isEqualTo(delimiter);
        assertThat(start.isDeclared()).isFalse();
        assertThat(start.lines()).isZero();
        assertThat(rest(start)).isEqualTo(text);
    }

    @Test
    void aLineOfExcelsSaysTheDelimiterAndIsPassedOver() throws IOException {
        for (String line : new String[] {"sep=;", "SEP=;", "\"sep=;\"", "sep=;,,", "\ufeffsep=;"}) {
            for (String end : new String[] {"\n", "\r", "\r\n"}) {
                for (String mark : new String[] {"", "\ufeff"}) {
                    CsvStart start = CsvStart.of(new StringReader(line + end + mark + "\"a,b\",c" + end));
                    assertThat(start.delimiter()).isEqualTo(';');
                    assertThat(start.isDeclared()).isTrue();
                    assertThat(start.lines()).isEqualTo(1);
                    assertThat(rest(start)).isEqualTo("\"a,b\",c" + end);
                }
            }
        }
        assertThat(CsvStart.of(new StringReader("sep=\\t\na\tb")).delimiter()).isEqualTo('\t');
        assertThat(CsvStart.of(new StringReader("sep=\t\na\tb")).delimiter()).isEqualTo('\t');
        assertThat(CsvStart.of(new StringReader("sep=a column,b\n")).isDeclared())
                .isFalse();
    }

    @Test
    void aLongTextComesOutWhole() throws IOException {
        String text = "a;b\n" + "1;2\n".repeat(100_000);
        assertThat(rest(CsvStart.of(new StringReader(text)))).isEqualTo(text);
        assertThat(rest(CsvStart.of(new StringReader("sep=;\n" + text)))).isEqualTo(text);
        assertThat(rest(CsvStart.of(new StringReader("")))).isEmpty();
    }

    private static String rest(CsvStart start) throws IOException {
        StringWriter rest = new StringWriter();
        start.text().transferTo(rest);
        return rest.toString();
    }
}
