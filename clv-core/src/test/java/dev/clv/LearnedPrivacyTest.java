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

/** Texts that only a few customers have never reach a model file, however many training rows show them. */
class LearnedPrivacyTest {

    private static final Instant BEGIN = Instant.parse("2022-01-01T00:00:00Z");
    private static final int CUSTOMERS = 60;

    @TempDir
    Path folder;

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .currency("EUR");
    }

    private String content() throws IOException {
        return Files.readString(folder.resolve("model.clvm"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void twelveOriginsOfOneCustomerAreOneCustomer() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        EventLog.Builder builder = EventLog.builder();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String id = "c" + customer;
            builder.add(id, new AttributeChange(Instant.MIN, "email", "secret" + customer + "@example.com"));
            builder.add(id, new AttributeChange(Instant.MIN, "country", customer % 2 == 0 ? "France" : "Peru"));
            builder.add(id, new AttributeChange(Instant.MIN, "plan", customer < 19 ? "secret-plan" : "usual-plan"));
            builder.add(id, new Signal(BEGIN, customer < 19 ? "secret-signal" : "usual-signal", 1));
            for (int day = 0; day < 700; day += 1 + random.nextInt(60)) {
                builder.add(id, Purchase.of(BEGIN.plus(Duration.ofDays(day)), BigDecimal.valueOf(10 + customer)));
            }
        }
        EventLog log = builder.build();

        quick().horizon(Duration.ofDays(90))
                .origins(12, Duration.ofDays(15))
                .train(log, log.observedUntil().minus(Duration.ofDays(90)))
                .save(folder.resolve("model.clvm"));

        assertThat(content())
                .contains("France", "Peru", "usual-plan", "usual-signal")
                .doesNotContain("secret");
    }

    @Test
    void twelveRowsOfOneIdOfATableAreOneCustomer() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS * 12; i++) {
            int customer = i % CUSTOMERS;
            rows.add(List.of(
                    "c" + customer,
                    "secret" + customer + "@example.com",
                    customer < 19 ? "secret-plan" : "usual-plan",
                    Integer.toString(customer)));
        }
        Table table = Table.of(List.of("id", "email", "plan", "value"), rows)
                .id("id")
                .label("value")
                .read();

        quick().train(table).save(folder.resolve("model.clvm"));

        assertThat(content()).contains("usual-plan").doesNotContain("secret");
    }
}
