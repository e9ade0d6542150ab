package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as pandas, R and spreadsheets write them. */
class TableShapeTest {

    private static final String PLAIN = "id,age,value\na,31,5.5\nb,42,7\n";

    @TempDir
    Path folder;

    private Table read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private Table read(byte[] content) throws IOException {
        return Table.csv(Files.write(folder.resolve("t.csv"), content))
                .id("id")
                .label("value")
                .read();
    }

    private static void requireTheTwo(Table table) {
        assertThat(table.columns()).containsExactly("id", "age", "value");
        assertThat(table.id(0)).isEqualTo("a");
        assertThat(table.text(1, "age")).isEqualTo("42");
        assertThat(table.labels()).containsExactly(5.5, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "Unnamed: 0,", "\"\","})
    void anIndexColumnIsIgnoredWithANote(String name) throws IOException {
        Table table = read(name + PLAIN.replace("\na", "\n0,a").replace("\nb", "\n1,b"));
        requireTheTwo(table);
        assertThat(table.notes())
                .singleElement()
                .asString()
                .contains("the first column")
                .contains("is ignored");
    }

    @Test
    void namesOfRowsWithoutAPlaceInTheHeaderAreIgnoredWithANote() throws IOException {
        Table table = read(PLAIN.replace("\na", "\n\"1\",a").replace("\nb", "\n\"2\",b"));
        requireTheTwo(table);
        assertThat(table.notes()).singleElement().asString().contains("as R writes");
        assertThatThrownBy(() -> read(PLAIN.replace("5.5", "5,5")))
                .as("a decimal comma")
                .hasMessageContaining("4 of 3");
        assertThatThrownBy(() -> read(PLAIN.replace("\na", "\n1,a")))
                .as("only one row")
                .hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ",,,", ", ,\"\""})
    void columnsAtTheEndWithoutNameAndValuesAreNone(String end) throws IOException {
        Table table = read(PLAIN.replace("\n", end + "\n"));
        requireTheTwo(table);
        requireTheTwo(read(PLAIN.replace("5.5", "5.5" + end)));
        assertThat(table.notes()).isEmpty();
        assertThatThrownBy(() -> read(PLAIN.replace("\n", ",\n").replace("7,", "7,x")))
                .hasMessageContaining("4 of 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void marksLinesThatSayTheDelimiterAndBlanksAroundNamesArePassedOver(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);
        requireTheTwo(read(PLAIN.getBytes(charset)));
        requireTheTwo(read(("\ufeffsep=;\r\n\ufeff\"id\u00a0\"; age;value\u200b\n"
                        + PLAIN.substring(13).replace(',', ';'))
                .getBytes(charset)));
        requireTheTwo(read(PLAIN.replace(',', '|').getBytes(charset)));
    }

    @Test
    void messagesShowNoControlCharactersAndNoCells() {
        assertThatThrownBy(() -> read("id,va\u001blue\u202e\na,5\n")).message().doesNotContain("\u001b", "\u202e");
        assertThatThrownBy(() -> read(PLAIN + "zoe,\"open\n"))
                .hasMessageNotContaining("zoe")
                .hasMessageContaining("t.csv");
        assertThatThrownBy(() -> read(PLAIN + "zoe,geheim,x@example.org,y\n"))
                .message()
                .doesNotContain("zoe", "geheim", "example");
    }
}
