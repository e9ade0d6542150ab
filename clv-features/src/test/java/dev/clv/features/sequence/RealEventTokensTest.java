package dev.clv.features.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.Feature;
import dev.clv.features.SharedData;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tokens of real orders, of many lines each. */
class RealEventTokensTest {

    private static final String ONLINE_RETAIL = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo", "product": "StockCode",
             "attributes": ["Country"],
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                      {"all": [{"column": "Quantity", "atMost": 0}, {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
             "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
            """;
    private static final String CDNOW = """
            {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace", "customer": "master_id",
             "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"}, "amount": "amount", "quantity": "quantity",
             "currency": "USD"}
            """;

    private static EventLog read(String mapping, String file) {
        return EventReader.csv().mapping(ColumnMapping.json(mapping)).read(SharedData.file(file));
    }

    private static List<CustomerHistory> histories(EventLog log, Instant cutoff) {
        return log.customers().stream()
                .map(customer -> log.history(customer).before(cutoff))
                .filter(history -> !history.isEmpty())
                .toList();
    }

    private static List<String> names(FittedEventTokens fitted) {
        return fitted.tokenFeatures().stream().map(Feature::name).toList();
    }

    /** Each order of a day, and each change of an attribute. */
    private static Set<String> occasions(CustomerHistory history) {
        Set<String> occasions = new TreeSet<>();
        for (CustomerEvent event : history.events()) {
            LocalDate day = event.time().atZone(history.zone()).toLocalDate();
            if (event instanceof Purchase bought) {
                occasions.add("purchase of " + day + " " + bought.order());
            } else if (event instanceof Refund back) {
                occasions.add("refund of " + day + " " + back.order());
            } else if (event instanceof AttributeChange change) {
                occasions.add("change of " + event.time() + " " + change.name());
            }
        }
        return occasions;
    }

    @Test
    void anOrderOfOnlineRetailIsOneToken() {
        Instant cutoff = Instant.parse("2011-12-10T00:00:00Z");
        List<CustomerHistory> histories = histories(read(ONLINE_RETAIL, "online_retail/online_retail.csv.gz"), cutoff);
        FittedEventTokens fitted = EventTokens.builder().length(1_000).build().fit(histories);
        int width = fitted.tokenFeatures().size();

        assertThat(names(fitted))
                .containsExactly(
                        "kind",
                        "name",
                        "amount",
                        "quantity",
                        "gap",
                        "first",
                        "age",
                        "weekday_sin",
                        "weekday_cos",
                        "year_day_sin",
                        "year_day_cos",
                        "hour_sin",
                        "hour_cos");
        int events = 0;
        int tokens = 0;
        int occasions = 0;
        for (CustomerHistory history : histories) {
            double[] numbers = fitted.tokens(history, cutoff);
            events += history.events().size();
            tokens += numbers.length / width;
            occasions += occasions(history).size();
            for (double number : numbers) {
                assertThat(number).isFinite();
            }
        }
        assertThat(fitted.tokenFeatures().get(0).categories()).containsExactly("attribute", "purchase", "refund");
        assertThat(events).isGreaterThan(400_000);
        assertThat(tokens)
                .as("an order is cut in two where another one is between its lines")
                .isBetween(occasions, occasions + occasions / 500);
    }

    @Test
    void cdnowHasNoTimesOfDayAndNoCategories() {
        Instant cutoff = Instant.parse("1998-06-30T00:00:00Z");
        List<CustomerHistory> histories = histories(read(CDNOW, "cdnow/CDNOW_sample.txt.gz"), cutoff);
        FittedEventTokens fitted = EventTokens.builder().build().fit(histories);

        assertThat(names(fitted))
                .containsExactly(
                        "amount",
                        "quantity",
                        "gap",
                        "first",
                        "age",
                        "weekday_sin",
                        "weekday_cos",
                        "year_day_sin",
                        "year_day_cos");
        assertThat(fitted.columns()).extracting(column -> column.column()).contains("hour_sin of event tokens");
        List<Double> amounts = new ArrayList<>();
        for (CustomerHistory history : histories) {
            double[] numbers = fitted.tokens(history, cutoff);
            for (int i = 0; i < numbers.length; i += fitted.tokenFeatures().size()) {
                amounts.add(numbers[i]);
            }
        }
        assertThat(amounts).hasSizeBetween(6_000, 7_000);
        assertThat(amounts.stream().mapToDouble(amount -> amount).average().orElseThrow())
                .isBetween(-0.02, 0.02);
        assertThat(amounts.stream()
                        .mapToDouble(amount -> amount * amount)
                        .average()
                        .orElseThrow())
                .isBetween(0.95, 1.02);
    }
}
