package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
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
    @ValueSource(strings = {"", ",", "Unnamed: 0,"})
    void theHeaderOnceMoreIsPassedOverWithANote(String index) throws IOException {
        String rows = PLAIN.replace("\na", index.isEmpty() ? "\na" : "\n0,a")
                .replace("\nb", index.isEmpty() ? "\nb" : "\n1,b");
        String header = index + "id,age, value ,\n";
        requireTheTwo(read(index + rows));
        Table table = read(index + rows + header + index.replaceAll(".*,", "7,") + "c,7,1\n" + "\ufeff" + header);
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.notes())
                .last()
                .asString()
                .isEqualTo(
                        "2 rows are the header once more, the first of them in line 4, as where files were joined, and are"
                                + " passed over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,value,age", "value,age,id", "id,age,value,segment", "id,region,age,value"})
    void theHeaderOfOtherColumnsIsRefusedWithItsLine(String other) {
        assertThatThrownBy(() -> read(PLAIN + other + "\nc,1,2,3\n"))
                .hasMessageContaining("t.csv line 4 is another header")
                .hasMessageContaining("read each of them from a file of its own");
    }

    @Test
    void cellsMayBeCalledAsColumnsAre() throws IOException {
        assertThat(read(PLAIN + "value,7,1\nage,8,2\n").rows()).isEqualTo(4);
    }

    /** Age, orders, mean amount and recency of customers; in some rows cells have moved. */
    private String shop(int rows, IntPredicate moved) {
        SplittableRandom random = new SplittableRandom(rows);
        StringBuilder csv = new StringBuilder("id,age,orders,mean,recency,value\n");
        for (int i = 0; i < rows; i++) {
            String age = "" + (18 + random.nextInt(60));
            String orders = "" + random.nextInt(9);
            String mean = random.nextInt(30) == 0 ? "25" : String.format(Locale.ROOT, "%.2f", 90 * random.nextDouble());
            String recency = "" + random.nextInt(365);
            csv.append('c').append(i).append(',');
            csv.append(String.join(
                    ",", moved.test(i) ? List.of(orders, mean, recency, age) : List.of(age, orders, mean, recency)));
            csv.append(',').append(random.nextInt(100)).append('\n');
        }
        return csv.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 50})
    void rowsWhoseCellsMovedToTheNextColumnAreNotedWithTheirLines(int every) throws IOException {
        Table table = read(shop(400, i -> i % every == 3));

        assertThat(table.notes())
                .singleElement()
                .asString()
                .contains(" of 400 rows have a fraction in 'orders' and a whole number in 'mean'", "lines 5, ");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 1000, 5000})
    void rowsOfAnyRoundNumbersAreNot(int rows) throws IOException {
        assertThat(read(shop(rows, i -> false)).notes()).isEmpty();
        assertThat(read(shop(rows, i -> i == 3)).notes()).isEmpty();
    }

    @Test
    void shortenedIdsAreNoted() throws IOException {
        assertThat(read("id,value\n1.23457E+11,1\n2.3E+11,2\n123456789012,3\n").notes())
                .singleElement()
                .asString()
                .startsWith("2 ids are such as 1.23E+11");
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
