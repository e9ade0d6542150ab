package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of states of orders that a mapping does not name, and of those that say that money was paid back. */
class StatesOfOrdersTest {

    private static final String MAPPING =
            "{\"customer\": \"c\", \"time\": \"t\", \"amount\": \"a\", \"id\": \"i\", \"drop\": [%s]%s}";

    private final List<String> rows = new ArrayList<>();

    private void rows(String status, int count) {
        rows(status, "", count);
    }

    private void rows(String status, String refunded, int count) {
        for (int i = 0; i < count; i++) {
            rows.add("c" + i % 30 + ",2024-01-05T10:00:00Z,20," + status + "," + refunded + "," + rows.size());
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private DataQualityReport read(String drop) {
        return read(drop, "", "status");
    }

    private DataQualityReport read(String drop, String more, String column) {
        return EventReader.csv()
                .mapping(ColumnMapping.json(MAPPING.formatted(drop, more)))
                .read(bytes("c,t,a," + column + ",r,i\n" + String.join("\n", rows) + "\n"), "orders.csv")
                .quality();
    }

    private static String sentence(DataQualityReport quality, String key) {
        return quality.counts().stream()
                .filter(count -> count.reason().key().equals(key))
                .map(count -> count.reason().sentence())
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"column\": \"status\", \"in\": [\"cancelled\", \"failed\"]}",
                "{\"column\": \"status\", \"equals\": \"cancelled\"}",
                "{\"column\": \"status\", \"contains\": \"ancel\"}",
                "{\"column\": \"status\", \"matches\": \"(?i)cancell?ed\"}",
                "{\"any\": [{\"column\": \"r\", \"equals\": \"x\"}, {\"column\": \"status\", \"startsWith\": \"cance\"}]}"
            })
    void statesThatNoConditionNamesAreToldOnceWithTheirCounts(String drop) {
        rows("completed", 60);
        rows("cancelled", 10);
        rows("Storniert", 25);
        rows("Wstrzymane", 21);
        rows("Anna Blume", 3);
        DataQualityReport quality = read(drop);
        assertThat(quality.count("state_unknown")).isEqualTo(49);
        assertThat(sentence(quality, "state_unknown"))
                .contains("'status' is 'Storniert' (25 rows), 'Wstrzymane' (21 rows)")
                .contains("a text of 10 characters (blanks, letters) (3 rows)")
                .contains("\"drop\"")
                .doesNotContain("Anna")
                .doesNotContain("completed");
    }

    @Test
    void aColumnOfAnotherNameIsOneOfStatesWhereAConditionAsksItForAState() {
        rows("bezahlt", 30);
        rows("storniert", 30);
        rows("offen", 30);
        String drop = "{\"column\": \"zahlung\", \"equals\": \"storniert\"}";
        assertThat(read(drop, "", "zahlung").count("state_unknown")).isEqualTo(30);
    }

    @Test
    void nothingIsToldWhereTheMappingNamesAllOrWordsAreThoseOfPaidOrders() {
        rows("completed", 30);
        rows("wc-processing", 30);
        rows("cancelled", 30);
        assertThat(read("{\"column\": \"status\", \"equals\": \"cancelled\"}").counts())
                .allMatch(count -> count.reason().effect() == DataQualityReport.Effect.DROPPED);
        rows("abholbereit", 30);
        String all =
                "{\"not\": {\"column\": \"status\", \"in\":" + " [\"completed\", \"wc-processing\", \"abholbereit\"]}}";
        assertThat(read(all).count("state_unknown")).isZero();
    }

    @Test
    void aColumnThatIsNotOneOfStatesIsNotOne() {
        for (int i = 0; i < 200; i++) {
            rows(i % 7 == 0 ? "C" + i : Integer.toString(i), 1);
        }
        assertThat(read("{\"column\": \"invoice\", \"startsWith\": \"C\"}", "", "invoice")
                        .count("state_unknown"))
                .isZero();
        assertThat(read("{\"column\": \"status\", \"startsWith\": \"C\"}").count("state_unknown"))
                .isZero();
        rows.clear();
        rows("west", 30);
        rows("east", 30);
        rows("test", 30);
        for (String column : List.of("shop", "state", "loyalty_status", "type")) {
            String drop = "{\"column\": \"" + column + "\", \"in\": [\"test\", \"XX\"]}";
            assertThat(read(drop, "", column).count("state_unknown")).isZero();
        }
    }

    @Test
    void ordersThatWerePaidBackWithoutAnAmountOfItAreTold() {
        rows("completed", "0.00", 30);
        rows("refunded", "20", 30);
        String drop = "{\"column\": \"status\", \"equals\": \"cancelled\"}";
        assertThat(read(drop, ", \"refund\": \"r\"", "status").counts()).isEmpty();
        rows("Refunded", "0.00", 5);
        rows("partially_refunded", "", 25);
        DataQualityReport quality = read(drop, ", \"refund\": \"r\"", "status");
        assertThat(quality.count("state_paid_back")).isEqualTo(30);
        assertThat(sentence(quality, "state_paid_back"))
                .contains("'partially_refunded' (25 rows), a text of 8 characters (letters) (5 rows)")
                .contains("\"refund\"");
        assertThat(read(drop).count("state_paid_back")).isEqualTo(60);
        String refunds = ", \"refundWhen\": {\"column\": \"status\", \"matches\": \"(?i).*refunded\"}";
        assertThat(read(drop, refunds, "status").count("state_paid_back")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "Pending payment", "auto-draft", "wc-on-hold"})
    void thePresetOfWooCommerceDropsWhatItKnowsToBeUnpaid(String status) {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.preset("woocommerce"))
                .read(bytes(PresetTest.WOOCOMMERCE.replace("cancelled", status)), "woo.csv");
        assertThat(log.quality().count("state_unknown")).isZero();
        assertThat(log.quality().dropped()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "magento", "stripe", "olist"})
    void nothingIsToldOfTheExamplesOfThePresets(String preset) {
        String export = switch (preset) {
            case "shopify" -> PresetTest.SHOPIFY;
            case "woocommerce" -> PresetTest.WOOCOMMERCE;
            case "magento" -> PresetTest.MAGENTO;
            case "stripe" -> PresetTest.STRIPE;
            default -> PresetTest.OLIST;
        };
        DataQualityReport clean = EventReader.csv()
                .mapping(ColumnMapping.preset(preset))
                .read(bytes(export), "f")
                .quality();
        assertThat(clean.count("state_unknown") + clean.count("state_paid_back"))
                .isZero();
    }

    @Test
    void aStateThatAPresetDoesNotKnowIsTold() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.preset("magento"))
                .read(bytes(PresetTest.MAGENTO.replace("Canceled", "Wstrzymane")), "orders.csv");
        assertThat(log.quality().count("state_unknown")).isEqualTo(1);
        assertThat(log.quality().accepted()).isEqualTo(4);
        EventLog closed = EventReader.csv()
                .mapping(ColumnMapping.preset("magento"))
                .read(bytes(PresetTest.MAGENTO.replace("checkmo,20.0000", "checkmo,")), "orders.csv");
        assertThat(closed.quality().count("state_unknown")).isEqualTo(1);
    }

    @Test
    void jsonAndManyThreadsTellTheSame() {
        rows("completed", 4000);
        rows("cancelled", 500);
        rows("Storniert", 900);
        String drop = "{\"column\": \"status\", \"equals\": \"cancelled\"}";
        ColumnMapping mapping = ColumnMapping.json(MAPPING.formatted(drop, ""));
        String sentence = sentence(read(drop), "state_unknown");
        DataQualityReport threads = EventReader.csv()
                .mapping(mapping)
                .threads(3)
                .chunkSize(2000)
                .read(bytes("c,t,a,status,r,i\n" + String.join("\n", rows) + "\n"), "orders.csv")
                .quality();
        assertThat(threads.toString()).isEqualTo(read(drop).toString());
        String lines = String.join(
                "\n",
                IntStream.range(0, rows.size())
                        .mapToObj(i -> rows.get(i).split(","))
                        .map(row -> "{\"c\": \"" + row[0] + "\", \"t\": \"" + row[1] + "\", \"a\": " + row[2]
                                + ", \"status\": \"" + row[3] + "\", \"i\": \"" + row[5] + "\"}")
                        .toList());
        DataQualityReport json = EventReader.jsonLines()
                .mapping(mapping)
                .read(bytes(lines), "orders.jsonl")
                .quality();
        assertThat(json.count("state_unknown")).isEqualTo(900);
        assertThat(sentence(json, "state_unknown")).isEqualTo(sentence);
    }
}
