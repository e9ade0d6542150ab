package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.table.Table;
import dev.clv.reason.Reference;
import dev.clv.tune.Tuning;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids, addresses and words that must not come out of a model, sent through training, prediction and tuning. */
class CanaryModelTest {

    private static final String MARK = "zqx";
    private static final int CUSTOMERS = 120;
    private static final Instant BEGIN = Instant.parse("2022-01-01T00:00:00Z");
    private static final Duration HORIZON = Duration.ofDays(60);

    @TempDir
    Path folder;

    private final EventLog log = log();
    private final Instant cutoff = log.observedUntil().minus(HORIZON);
    private final List<String> told = new ArrayList<>();

    private static String mark(int customer) {
        return MARK + customer + "k";
    }

    private static EventLog log() {
        SplittableRandom random = new SplittableRandom(5);
        EventLog.Builder builder = EventLog.builder();
        for (int i = 0; i < CUSTOMERS; i++) {
            String id = "C-" + mark(i);
            builder.add(id, new AttributeChange(Instant.MIN, "email", "anna." + mark(i) + "@example.org"));
            builder.add(id, new AttributeChange(Instant.MIN, "name", "Zoe " + mark(i)));
            builder.add(id, new AttributeChange(Instant.MIN, "tier", i % 2 == 0 ? "gold" : "tin"));
            builder.add(id, new AttributeChange(Instant.MIN, "contact", "anna." + mark(i % 3) + "@mail.example"));
            builder.add(id, new AttributeChange(Instant.MIN, "agent", i % 2 == 0 ? "shop" : "+43 660 1234 567"));
            builder.add(id, new Signal(BEGIN, "signal-" + mark(i), 1));
            builder.add(id, new Signal(BEGIN, mark(i % 2) + "@mail.example", 1));
            builder.add(id, new Review(BEGIN, 4.0, "words of " + mark(i), null, null));
            for (int day = random.nextInt(40); day < 400; day += 1 + random.nextInt(70)) {
                builder.add(id, Purchase.of(BEGIN.plus(Duration.ofDays(day)), BigDecimal.valueOf(5 + i)));
            }
        }
        return builder.build();
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .origins(3, Duration.ofDays(30))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .currency("EUR");
    }

    /** Anything that may throw; the messages of what it throws, and of all causes, count as told. */
    private interface Action {
        void run() throws IOException;
    }

    private void attempt(Action action) {
        try {
            action.run();
        } catch (RuntimeException | IOException e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                told.add(String.valueOf(at.getMessage()));
                for (Throwable beside : at.getSuppressed()) {
                    told.add(String.valueOf(beside.getMessage()));
                }
            }
        }
    }

    private static String content(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    @Test
    void noModelFileSummaryOrScoringHoldsThem() throws IOException {
        for (boolean purchases : new boolean[] {true, false}) {
            Path file = folder.resolve("model.clvm");
            ClvModel model = quick().purchaseModel(purchases).train(log, cutoff);
            model.save(file);
            assertThat(content(file))
                    .contains("gold", "shop")
                    .doesNotContain(MARK)
                    .doesNotContain("mail.example")
                    .doesNotContain("1234 567");
            assertThat(model.summary().cautions())
                    .filteredOn(caution -> caution.key().equals("personal_categories"))
                    .singleElement()
                    .asString()
                    .contains("6 values", "1 of 'agent'", "3 of 'contact'", "2 of 'names of signals'");

            told.add(model.toString());
            told.add(model.summary().toString());
            told.add(model.attributes().toString());
            told.add(ModelDescription.load(file).toString());
            told.add(model.evaluate(log, cutoff).toJson());
            told.add(model.score(log, log.customers(), cutoff, (id, prediction) -> {
                        told.add(prediction.toString());
                        told.add(prediction.toJson());
                    })
                    .toJson());
        }
        assertThat(told).hasSizeGreaterThan(4 * CUSTOMERS);
        assertThat(told).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(MARK));
    }

    @Test
    void noModelOfATableHoldsAddressesThatManyRowsShare() throws IOException {
        StringBuilder csv = new StringBuilder("value,contact,branch\n");
        for (int i = 0; i < CUSTOMERS; i++) {
            csv.append(i % 7).append(",anna.").append(mark(i % 3)).append("@mail.example,");
            csv.append(i % 2 == 0 ? "north" : "0660/123 45 67").append('\n');
        }
        Path table = Files.writeString(folder.resolve("table.csv"), csv);
        Path file = folder.resolve("table.clvm");

        TableModel model = TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .train(Table.csv(table).label("value").read());
        model.save(file);

        assertThat(content(file))
                .contains("north")
                .doesNotContain(MARK)
                .doesNotContain("mail.example")
                .doesNotContain("123 45 67");
        assertThat(model.summary().toString()).contains("4 values", "3 of 'contact'", "1 of 'branch'");
        assertThat(model.columns().toString()).contains("ignored contact (3 values");
    }

    @Test
    void anExplanationHoldsNothingOfOtherCustomers() {
        ClvModel model = quick().train(log, cutoff);
        for (int customer : List.of(0, 17, CUSTOMERS - 1)) {
            for (Reference reference : List.of(Reference.averageCustomer(), Reference.topTier())) {
                var explanation = model.explain(log.history("C-" + mark(customer)), cutoff, reference);
                told.add((explanation.toJson() + explanation).replace(mark(customer), ""));
            }
        }
        assertThat(told).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(MARK));
    }

    @Test
    void theTrialsOfATuningHoldNone() throws IOException {
        Path file = folder.resolve("trials.json");

        var tuned = Tuning.defaults().trials(2).folds(2).file(file).run(log, cutoff, CanaryModelTest::quick);

        assertThat(content(file)).isNotBlank().doesNotContain(MARK);
        assertThat(tuned.report().toJson() + tuned.report()).doesNotContain(MARK);
    }

    @Test
    void noExceptionAndNoneOfItsCausesHoldsThem() throws IOException {
        ClvModel model = quick().train(log, cutoff);
        String stranger = "nobody-" + mark(999);
        Instant before = BEGIN.minus(Duration.ofDays(400));
        attempt(() -> model.explain(log.history(stranger), cutoff, Reference.customer(log.history(stranger))));
        attempt(() -> model.explainAll(
                log, List.of(stranger), cutoff, Reference.averageCustomer(), Runnable::run, (id, e) -> {}));
        attempt(() -> model.predict(log, List.of(stranger), Instant.MAX));
        attempt(() -> model.evaluate(log, before));
        attempt(() -> model.importance(log, before));
        attempt(() -> model.dependence("attr.email", log, List.of(stranger), cutoff));
        attempt(() -> quick().train(log, before));
        attempt(() -> quick().currency("USD").train(log, cutoff));
        attempt(() -> quick().train(log.only(Set.of("C-" + mark(1))), cutoff));
        Path broken = Files.writeString(folder.resolve("broken.clvm"), "C-" + mark(3) + "\n".repeat(100));
        attempt(() -> ClvModel.load(broken));
        attempt(() -> Tuning.defaults().file(broken).run(log, cutoff, CanaryModelTest::quick));
        for (Map.Entry<String, String> json :
                Map.of("prediction", mark(4), "{", "\"" + mark(5) + "\"").entrySet()) {
            attempt(() -> ClvPrediction.fromJson("{\"kind\": \"" + json.getValue() + "\"" + json.getKey()));
            attempt(() -> ScoringSummary.fromJson("{\"kind\": \"" + json.getValue() + "\"" + json.getKey()));
        }

        assertThat(told).hasSizeGreaterThan(8);
        assertThat(told).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(MARK));
    }
}
