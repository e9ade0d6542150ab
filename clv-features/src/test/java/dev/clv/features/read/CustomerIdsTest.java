package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerIdsTest {

    @TempDir
    Path folder;

    private Set<String> read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private Set<String> read(byte[] content) throws IOException {
        return CustomerIds.read(Files.write(folder.resolve("ids.csv"), content));
    }

    @Test
    void idsStandOneALineWithBlanksAroundThem() throws IOException {
        assertThat(read("\ufeffb\r\n\n \u00a0a\u200b \n\"c d\"\nb\n")).containsExactly("b", "a", "c d");
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void orInAColumnOfACsvFile(String delimiter) throws IOException {
        String csv = "x,\u00a0customer_id ,y\n1,a,\"2;|\n3\"\n\n4, b ,\n5,,6\n7,a,8,,\n".replace(",", delimiter);
        assertThat(read(csv)).containsExactly("a", "b");
        assertThat(read("sep=" + delimiter + "\n\ufeff" + csv)).containsExactly("a", "b");
        assertThat(read(csv.getBytes(StandardCharsets.UTF_16))).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|"})
    void aDelimiterAtTheEndOfEveryLineIsNoPartOfAnId(String delimiter) throws IOException {
        assertThat(read("a,\nb ,\n\n\"c\",\n".replace(",", delimiter))).containsExactly("a", "b", "c");
        assertThat(read("customer_id,\na,\nb,\n".replace(",", delimiter))).containsExactly("a", "b");
        assertThat(read("a,\nb\n".replace(",", delimiter))).containsExactly("a" + delimiter, "b");
    }

    @Test
    void whatIsMalformedIsRefusedByTheLine() {
        assertThatThrownBy(() -> read("customer_id,x,customer_id\na,1,b\n"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("ids.csv: column 'customer_id' is there twice");
        assertThatThrownBy(() -> read("x,customer_id\n1\n"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("ids.csv, line 2: does not have as many columns as the header, 1 of 2");
        assertThatThrownBy(() -> read("x,customer_id\n1,a,zoe@example.org\n"))
                .hasMessageContaining("3 of 2")
                .hasMessageNotContaining("zoe");
        assertThatThrownBy(() -> read("customer_id,x\na,\"1\nb,2\n"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("a quote is not closed");
        assertThatThrownBy(() -> read("customer_id,x\na," + "y".repeat(1 << 21)))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> read("not_customer_id,x\na,1\n")).hasMessageContaining("'customer_id' is missing");
    }

    private Set<String> known(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("ids.csv"), content);
        return CustomerIds.read(file, id -> id.matches("[A-C]|D;1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void knownIdsAreFoundInAColumnOfAnyNameAndInOneLine(String delimiter) throws IOException {
        String csv = "Kundennummer,name\n\"A\",Ann\nB ,Bob\n\nC,Cy\n".replace(",", delimiter);
        assertThat(known(csv)).containsExactly("A", "B", "C");
        assertThat(known("sep=" + delimiter + "\n" + csv)).containsExactly("A", "B", "C");
        assertThat(known("name,nr\nAnn,A\nBob,B\nZoe,Z\n".replace(",", delimiter)))
                .containsExactly("nr", "A", "B", "Z");
        assertThat(known("A,\"B\", C\n".replace(",", delimiter))).containsExactly("A", "B", "C");
    }

    @Test
    void aLineAboveKnownIdsNamesThem() throws IOException {
        assertThat(known("Kundennummer\nA\nB\nC\n")).containsExactly("A", "B", "C");
        assertThat(known("Z\nA\nY\n")).as("two are not known").containsExactly("Z", "A", "Y");
        assertThat(known("D;1\nA\n")).as("an id with a delimiter").containsExactly("D;1", "A");
    }

    @Test
    void aTableWithoutAKnownIdOrWithSeveralColumnsOfThemIsRefused() {
        assertThatThrownBy(() -> known("x;y\nzoe;1\nann;2\n"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("has 2 columns, and none of them is called 'customer_id'")
                .hasMessageNotContaining("zoe");
        assertThatThrownBy(() -> known("by;of\nA;B\nB;C\n"))
                .hasMessageContaining("has 2 columns of ids that are known");
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> read("müller\n".getBytes(Charset.forName("windows-1252"))))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("ids.csv")
                .hasMessageContaining("not valid UTF-8 at byte offset 1; save it as UTF-8");
        assertThatThrownBy(() -> CustomerIds.read(folder.resolve("none")))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> CustomerIds.read(folder)).hasMessageContaining("is a folder");
    }
}
