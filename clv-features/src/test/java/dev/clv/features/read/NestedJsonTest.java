package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields of nested objects, lists of objects as rows, and lists instead of lines. */
class NestedJsonTest {

    private static final String MAPPING = """
            {"customer": "customer.id", "time": "at", "amount": "items[].price", "product": "items[].article.sku", "order": "no"}
            """;

    private static final String ORDER =
            "{\"no\": \"o1\", \"items\": [{\"price\": 5, \"article\": {\"sku\": \"a\"}}, {\"price\": \"2.50\"}],"
                    + " \"customer\": {\"name\": \"x\", \"id\": \"c1\"}, \"at\": \"2024-01-05T10:00:00Z\"}";

    private static EventLog read(String mapping, String content) {
        return EventReader.jsonLines()
                .mapping(ColumnMapping.json(mapping))
                .maxSkippedShare(1)
                .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "orders.json");
    }

    private static List<String> purchases(EventLog log) {
        return log.history("c1").events(Purchase.class).stream()
                .map(purchase -> purchase.order() + " " + purchase.amount() + " " + purchase.product())
                .toList();
    }

    @Test
    void everyObjectOfTheListIsARowWithTheFieldsAroundItWhereverTheyStand() {
        for (String content :
                List.of(ORDER + "\n", "[" + ORDER + "]", " [\n" + ORDER.replace(", ", ",\n  ") + "\n]\n")) {
            EventLog log = read(MAPPING, content);
            assertThat(purchases(log)).containsExactlyInAnyOrder("o1 5 a", "o1 2.50 null");
            assertThat(log.quality().read()).isEqualTo(2);
            assertThat(log.quality().skipped()).isZero();
        }
    }

    @Test
    void anOrderWithoutItemsIsOneRowWithoutTheirFieldsAndNotLostSilently() {
        for (String items : List.of("[]", "null")) {
            String empty = ORDER.replaceAll("\\[.*\\]", items);
            EventLog log = read(MAPPING, ORDER + "\n" + empty + "\n");
            assertThat(log.quality().read()).isEqualTo(3);
            assertThat(log.quality().skipped()).isEqualTo(1);
            assertThat(log.quality().accepted()).isEqualTo(2);
        }
    }

    @Test
    void valuesOfOneRowAreNeverThoseOfAnother() {
        EventLog log = read(MAPPING, ORDER + "\n" + ORDER.replace("\"no\": \"o1\", ", "") + "\n");
        assertThat(purchases(log)).containsExactlyInAnyOrder("o1 5 a", "o1 2.50 null", "null 5 a", "null 2.50 null");
    }

    @Test
    void aFieldWhoseNameIsThePathCountsTooButNotBoth() {
        String mapping = "{\"customer\": \"customer.id\", \"time\": \"at\", \"amount\": \"paid\"}";
        String rest = ", \"at\": \"2024-01-05T10:00:00Z\", \"paid\": 3}\n";
        EventLog log = read(mapping, "{\"customer.id\": \"c1\"" + rest);
        assertThat(log.quality().accepted()).isEqualTo(1);
        EventLog both = read(mapping, "{\"customer.id\": \"c1\", \"customer\": {\"id\": \"c2\"}" + rest);
        assertThat(both.quality().skipped()).isEqualTo(1);
    }

    @Test
    void elementsThatAreNoWholeObjectsAreSkippedAndCounted() {
        String other = ORDER.replace("o1", "o2");
        for (String bad : List.of("7", "\"text, with ] and }\"", "null", "[" + ORDER + "]", "{\"no\": }", "}")) {
            EventLog log = read(MAPPING, "[" + ORDER + ", " + bad + ", " + other + "]");
            assertThat(log.quality().accepted()).as(bad).isEqualTo(4);
            assertThat(log.quality().skipped()).as(bad).isEqualTo(1);
        }
        EventLog cut = read(MAPPING, "[" + ORDER + ", " + other.substring(0, 60));
        assertThat(cut.quality().accepted()).isEqualTo(2);
        assertThat(cut.quality().skipped()).isEqualTo(1);
        assertThat(cut.quality().counts().get(0).samples().get(0).line()).isEqualTo(1);
        assertThat(read(MAPPING, "[]").quality().read()).isZero();
        assertThat(read(MAPPING, "[1, [{\"x\": [2]}], {}]").quality().skipped()).isEqualTo(3);
    }

    @Test
    void bracesQuotesAndEscapesInTextsEndNothing() {
        String odd = ORDER.replace("\"x\"", "\"a}]\\\\\\\"{[,\"");
        assertThat(purchases(read(MAPPING, "[" + odd + "," + odd.replace("o1", "o2") + "]")))
                .hasSize(4);
    }

    @Test
    void aListThatIsNoListOfObjectsIsNoValue() {
        EventLog log = read(MAPPING, ORDER.replaceAll("\\[.*\\]", "[1, 2]") + "\n");
        assertThat(log.quality().skipped()).isEqualTo(1);
        assertThat(log.quality().counts().get(0).reason().key()).isEqualTo("nested_value");
    }

    @Test
    void onlyOneListCanBeTakenApart() {
        assertThatThrownBy(() -> read(MAPPING.replace("\"no\"", "\"payments[].no\""), ORDER))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("columns of two are named, 'items[]' and 'payments[]'");
    }
}
