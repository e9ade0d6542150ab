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
    void listsBesideEachOtherAreRefusedByTheNamesOfTheirColumns() {
        assertThatThrownBy(() -> read(MAPPING.replace("\"no\"", "\"payments[].no\""), ORDER))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining(
                        "columns of two lists beside each other are named, 'items[].price' and 'payments[].no'")
                .hasMessageContaining("or leave one out");
    }

    private static final String NESTED = """
            {"customer": "id", "time": "orders[].at", "amount": "orders[].items[].price", "product": "orders[].items[].sku",
             "order": "orders[].no", "category": "shop"}
            """;

    @Test
    void theInnermostObjectsOfListsWithinListsAreRowsWithTheFieldsAroundThem() {
        String content = """
                {"orders": [
                    {"items": [{"price": 1, "sku": "a"}, {"price": 2}], "at": "2024-01-05T10:00:00Z", "no": "o1"},
                    {"at": "2024-01-06T10:00:00Z", "items": [{"sku": "b", "price": 3}]},
                    {"no": "o3", "at": "2024-01-07T10:00:00Z", "items": []}],
                 "id": "c1", "shop": "s"}
                {"id": "c2", "orders": []}
                {"id": "c1", "orders": [{"no": "o4", "at": "2024-01-08T10:00:00Z", "items": [{"price": 4}]}], "shop": "t"}
                """;
        for (String form : List.of(content, "[" + content.replace("}\n{", "},\n{") + "]", oneLine(content))) {
            EventLog log = read(NESTED, form);
            assertThat(purchases(log)).containsExactlyInAnyOrder("o1 1 a", "o1 2 null", "null 3 b", "o4 4 null");
            assertThat(log.history("c1").events(Purchase.class))
                    .extracting(Purchase::category)
                    .containsExactlyInAnyOrder("s", "s", "s", "t");
            assertThat(log.quality().read()).isEqualTo(6);
            assertThat(log.quality().skipped()).as("o3 and the orders of c2").isEqualTo(2);
        }
    }

    private static String oneLine(String content) {
        return content.replaceAll("\n +", " ");
    }

    @Test
    void wrappersArePassedByWhateverStandsAroundTheList() {
        String list = "[" + ORDER + ", " + ORDER.replace("o1", "o2") + "]";
        for (String content : List.of(
                "{\"orders\": " + list + ", \"next\": null}",
                "{\"next\": \"a]}\\\"\", \"size\": 2, \"links\": [1, [2]], \"none\": [], \"orders\":\n" + list + "}\n",
                "\ufeff {\"data\": {\"page\": {\"no\": 1}, \"orders\": " + list.replace(", ", ",\n ")
                        + "}, \"ok\": true}",
                "{\"orders\": [" + ORDER + "]}\n{\"orders\": [" + ORDER.replace("o1", "o2") + "]}\n",
                "{\"pad\": \"" + "x".repeat(20_000) + "\", \"orders\": " + list + "}")) {
            EventLog log = read(MAPPING, content);
            assertThat(purchases(log))
                    .as(content)
                    .containsExactlyInAnyOrder("o1 5 a", "o1 2.50 null", "o2 5 a", "o2 2.50 null");
            assertThat(log.quality().skipped()).isZero();
        }
    }

    @Test
    void recordsWithListsThatNoColumnNamesAreNoWrappers() {
        String tagged = ORDER.replaceFirst("\\{", "{\"tags\": [{\"t\": 1}], ");
        for (String content :
                List.of(tagged + "\n" + tagged, tagged, "[" + tagged + "]", tagged.replace(", ", ",\n"))) {
            EventLog log = read(MAPPING, content);
            assertThat(log.quality().skipped()).as(content).isZero();
            assertThat(log.quality().accepted()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theKeyRecordsNamesTheListAndTwoListsNeedIt() {
        String content = "{\"data\": {\"refunds\": [{\"x\": 1}],\n\"orders\": [" + ORDER + "]}}";
        assertThatThrownBy(() -> read(MAPPING, content))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("two lists of objects stand beside each other, 'data.refunds' and 'data.orders'")
                .hasMessageContaining("line 2")
                .hasMessageContaining("\"records\": \"data.refunds\"");
        String named = MAPPING.replaceFirst("\\{", "{\"records\": \"data.orders\", ");
        assertThat(purchases(read(named, content))).containsExactlyInAnyOrder("o1 5 a", "o1 2.50 null");
        assertThat(purchases(read(named, "[" + content + "]"))).hasSize(2);
        assertThatThrownBy(() -> read(named.replace("data.orders", "orders"), content))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("no list 'orders' of objects is in it; there is 'data.refunds', 'data.orders'");
        assertThatThrownBy(() -> EventReader.csv()
                        .mapping(ColumnMapping.json(named))
                        .read(new ByteArrayInputStream("a,b\n".getBytes(StandardCharsets.UTF_8)), "a.csv"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("remove \"records\" from the mapping");
    }

    @Test
    void aRecordFarBehindAWrapperIsRefusedAndNotLost() {
        String content = "{\"orders\": [" + ORDER + "]}\n" + ORDER + "\n";
        assertThatThrownBy(() -> read(MAPPING, content))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("column 'items' stands beside the list 'orders'");
    }

    @Test
    void faultsWithinAWrapperAreCountedAtTheirLineAndColumn() {
        String start = "{\"orders\": [" + ORDER + ",\n  ";
        EventLog log = read(MAPPING, start + "{\"no\": }, " + ORDER + "]}");
        assertThat(log.quality().accepted()).isEqualTo(4);
        assertThat(log.quality().skipped()).isEqualTo(1);
        assertThat(log.quality().counts().get(0).samples().get(0).line()).isEqualTo(2);
        assertThat(log.quality().counts().get(0).samples().get(0).value()).isEqualTo("column 10");
        String deep = "[".repeat(600) + "]".repeat(600);
        EventLog nested = read(MAPPING, "{\"deep\": " + deep + ", \"orders\": [{\"x\": " + deep + "}, " + ORDER + "]}");
        assertThat(nested.quality().accepted()).isEqualTo(2);
        assertThat(nested.quality().skipped()).isEqualTo(1);
    }

    @Test
    void aListOrAnObjectAroundItThatIsCutOffAnywhereIsRefused() {
        String other = ORDER.replace("o1", "o2");
        String wrapped = "{\"orders\": [" + ORDER + ",\n" + other + "], \"next\": null}";
        for (String whole : List.of(
                "[" + ORDER + ",\n" + other + "]",
                wrapped,
                (ORDER + "\n" + other).replace(", \"", ",\n\""),
                wrapped + "\n" + wrapped)) {
            assertThat(read(MAPPING, whole).quality().skipped()).as(whole).isZero();
            for (int end = whole.indexOf("o2") + 4; end < whole.length(); end++) {
                String cut = whole.substring(0, end);
                boolean betweenObjects = cut.matches("(?s)\\s*\\{.*\\}\\s*") && braces(cut) == 0;
                if (!betweenObjects) {
                    assertThatThrownBy(() -> read(MAPPING, cut))
                            .as(cut)
                            .isInstanceOf(EventReadException.class)
                            .hasMessageContaining("cut off");
                }
            }
        }
    }

    @Test
    void aRefusalOfACutOffListNamesTheLineAndTheRemedy() {
        assertThatThrownBy(() -> read(MAPPING, "[" + ORDER + ",\n\n{\"no\": \"o2\",\n\"placed"))
                .hasMessage("orders.json, line 3: the file ends before the JSON that begins there, or around it, is"
                        + " closed: it was cut off, or a bracket or a quote is missing; export it again");
    }

    private static long braces(String text) {
        return text.chars().filter(c -> c == '{').count()
                - text.chars().filter(c -> c == '}').count();
    }

    /** A hundred times what may be in memory, were it one record. */
    @Test
    void aWrapperIsReadRecordByRecord() {
        StringBuilder content = new StringBuilder("{\"orders\": [");
        int orders = 3_000;
        for (int i = 0; i < orders; i++) {
            content.append(i == 0 ? "" : ",").append(ORDER);
        }
        content.append("]}");
        EventLog log = EventReader.jsonLines()
                .mapping(ColumnMapping.json(MAPPING))
                .maxFieldLength(200)
                .read(new ByteArrayInputStream(content.toString().getBytes(StandardCharsets.UTF_8)), "orders.json");
        assertThat(log.quality().accepted()).isEqualTo(2L * orders);
    }
}
