package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were joined with the header of each. */
class JoinedHeadersTest {

    private static final String HEADER = "customer_id,time,type,amount,quantity\n";
    private static final String ROWS =
            "a,2024-01-05T10:00:00Z,purchase,12.50,2\nb,2024-01-06T10:00:00Z,purchase,3.25,1\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theSameHeaderIsPassedOverAndCounted(int threads) {
        String other = "c,2024-02-05T10:00:00Z,purchase,1.50,2\n";
        EventLog log = read(threads, HEADER + ROWS + HEADER + other + "\uFEFF" + HEADER + other.replace("c,", "d,"));

        assertThat(log.customers()).containsExactly("a", "b", "c", "d");
        assertThat(log.quality().count("header_repeated")).isEqualTo(2);
        assertThat(log.quality().skipped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHeaderInAnotherOrderIsRefusedWithItsLine(int threads) {
        String swapped = "customer_id,time,type,quantity,amount\nc,2024-02-05T10:00:00Z,purchase,2,1.50\n";

        assertThatThrownBy(() -> read(threads, HEADER + ROWS + swapped))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("line 4 (record 3): is another header")
                .hasMessageContaining("read each of them from a file of its own");
    }

    /**
     * Kills: a customer called customer_id, where a table of attributes has no time that a header could not be read as.
     */
    @Test
    void theHeadersOfAJoinedTableOfAttributesAreNoCustomers(@TempDir Path folder) throws IOException {
        String table = "customer_id,tier,town\na,gold,Graz\n";
        Path joined = Files.writeString(folder.resolve("joined.csv"), table + "customer_id,tier,town\nb,silver,Linz\n");
        Path other = Files.writeString(folder.resolve("other.csv"), table + "customer_id,town,tier\nb,Linz,silver\n");

        EventLog log = read(EventReader.csv().attributes(joined), HEADER + ROWS);

        assertThat(log.customers()).containsExactly("a", "b");
        assertThat(log.history("b").attributes()).containsEntry("town", "Linz");
        assertThat(log.quality().count("header_repeated")).isEqualTo(1);
        assertThatThrownBy(() -> read(EventReader.csv().attributes(other), HEADER + ROWS))
                .hasMessageContaining("other.csv, line 3 (record 2): is another header");
    }

    /** Kills: a header that is dropped as a row, so that nobody looks at the order of its columns. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHeaderThatAConditionWouldDropIsSeen(int threads) {
        ColumnMapping mapping = ColumnMapping.json("""
                {"customer": "who", "time": "at", "amount": "paid", "drop": [{"not": {"column": "void", "blank": true}}]}""");
        String header = "who,at,paid,void\n";
        String rows = "a,2024-01-05T10:00:00Z,5,\nb,2024-01-05T10:00:00Z,5,x\n";
        EventLog log = read(EventReader.csv().mapping(mapping).threads(threads), header + rows + header + rows);

        assertThat(log.quality().count("header_repeated")).isEqualTo(1);
        assertThat(log.quality().count("rule_1")).isEqualTo(2);
        assertThatThrownBy(() -> read(
                        EventReader.csv().mapping(mapping).threads(threads),
                        header + rows + "who,at,void,paid\n" + rows))
                .hasMessageContaining("is another header");
    }

    @Test
    void customersMayBeCalledAsColumnsAre() {
        EventLog log = read(1, HEADER + ROWS + "amount,2024-01-06T10:00:00Z,purchase,3.25,1\n");

        assertThat(log.customers()).containsExactly("a", "amount", "b");
        assertThat(log.quality().count("header_repeated")).isZero();
    }

    private static EventLog read(int threads, String text) {
        return read(EventReader.csv().threads(threads), text);
    }

    private static EventLog read(CsvEventReader reader, String text) {
        return reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "log");
    }
}
