package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Signal;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of customers in attributes, columns and names of either, which must not get into a model. */
class ReferredCustomersTest {

    private static final Instant BEGIN = Instant.parse("2022-01-01T00:00:00Z");
    private static final int CUSTOMERS = 150;

    @TempDir
    Path folder;

    private String content() throws IOException {
        return Files.readString(folder.resolve("model.clvm"), StandardCharsets.ISO_8859_1);
    }

    private static String id(int customer) {
        return "C" + (7_000_000 + 1_234 * customer);
    }

    @Test
    void noModelOfALogHoldsWhoReferredOthers() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        EventLog.Builder builder = EventLog.builder();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String id = id(customer);
            builder.add(id, new AttributeChange(Instant.MIN, "tier", customer % 2 == 0 ? "gold" : "tin"));
            builder.add(
                    id,
                    new AttributeChange(Instant.MIN, "referred_by", customer % 3 == 0 ? "nobody" : id(customer % 3)));
            builder.add(id, new AttributeChange(Instant.MIN, "link", "by=" + id(500 + customer % 2)));
            builder.add(id, new AttributeChange(Instant.MIN, id(customer % 4), "friend"));
            builder.add(id, new AttributeChange(Instant.MIN, "anna" + customer % 2 + "@mail.example", "7"));
            builder.add(id, new Signal(BEGIN, id(customer % 2), 1));
            for (int day = random.nextInt(30); day < 400; day += 1 + random.nextInt(70)) {
                builder.add(id, Purchase.of(BEGIN.plus(Duration.ofDays(day)), BigDecimal.valueOf(5 + customer)));
            }
        }
        // They never bought, but the log knows them.
        for (int stranger : List.of(500, 501)) {
            builder.add(id(stranger), new AttributeChange(Instant.MIN, "tier", "gold"));
        }
        EventLog log = builder.build();

        ClvModel model = ClvModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .currency("EUR")
                .horizon(Duration.ofDays(60))
                .origins(2, Duration.ofDays(30))
                .train(log, log.observedUntil().minus(Duration.ofDays(60)));
        model.save(folder.resolve("model.clvm"));

        assertThat(content()).contains("gold", "nobody").doesNotContain("C700").doesNotContain("mail.example");
        assertThat(model.attributes().toString()).doesNotContain("C700").doesNotContain("mail.example");
        assertThat(model.summary().cautions())
                .filteredOn(caution -> caution.key().equals("personal_categories"))
                .singleElement()
                .asString()
                .contains("12 values", "6 of 'names of attributes'", "2 of 'link'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", ""})
    void noModelOfATableHoldsIdsOfItsColumn(String prefix) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            rows.add(List.of(
                    id(i).replace("C", prefix),
                    id(prefix.isEmpty() ? random.nextInt(CUSTOMERS) : i % 3).replace("C", prefix),
                    i % 2 == 0 ? "gold" : "tin",
                    Integer.toString(random.nextInt(90)),
                    Integer.toString(random.nextInt(1000))));
        }
        TableModel model = TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .train(Table.of(List.of("id", "referred_by", "tier", "with anna@mail.example", "value"), rows)
                        .id("id")
                        .label("value")
                        .read());
        model.save(folder.resolve("model.clvm"));

        assertThat(content()).contains("gold").doesNotContain("C700").doesNotContain("mail.example");
        assertThat(model.columns().toString()).contains("ignored referred_by").doesNotContain("mail.example");
        assertThat(model.summary().toString()).contains("of 'referred_by'", "1 of 'names of columns'");
    }
}
