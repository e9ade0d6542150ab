package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.explain.Importance;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.features.text.TextExtractors;
import dev.clv.reason.Detail;
import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.FeatureValue;
import dev.clv.reason.Reference;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of what customers write as well. */
class TextModelTest {

    private static EventLog log;
    private static Instant cutoff;
    private static ClvModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(600).days(500).seed(3).build().log();
        cutoff = log.observedUntil().minus(Duration.ofDays(60));
        model = quick().train(log, cutoff);
    }

    private static ClvModelBuilder quick() {
        ClvModelBuilder builder = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2);
        TextExtractors.all().forEach(builder::addExtractor);
        return builder.addExtractor(TextExtractors.embedding());
    }

    @Test
    void hasFeaturesOfWordsAndSaysWhatTheyAddToAPrediction() {
        Explanation why = model.explain(log.history(writer()), cutoff, Reference.averageCustomer());
        assertThat(why.effects())
                .anySatisfy(effect -> assertThat(effect.feature().name()).startsWith("sentiment_"));
    }

    @Test
    void explainsAnEmbeddingAsOneFeature() {
        Explanation why = model.explain(log.history(writer()), cutoff, Reference.averageCustomer());
        assertThat(why.effects().stream()
                        .filter(effect -> effect.feature().name().startsWith("text_embedding")))
                .singleElement()
                .satisfies(effect -> {
                    assertThat(effect.feature().name()).isEqualTo("text_embedding");
                    assertThat(effect.value().category()).isEqualTo(FeatureValue.VECTOR);
                    assertThat(effect.amount()).isNotZero();
                });
        double effects = why.effects().stream().mapToDouble(Effect::amount).sum();
        assertThat(why.baseValue() + effects).isCloseTo(why.prediction(), within(1e-6));
        assertThat(Explanation.fromJson(why.toJson())).isEqualTo(why);
        Executor here = Runnable::run;
        assertThat(model.importance(log, cutoff, Detail.FEATURE, here).stream().map(Importance::name))
                .containsOnlyOnce("text_embedding");
        assertThatThrownBy(() -> model.dependence("text_embedding_1", log, log.customers(), cutoff))
                .hasMessage("'text_embedding_1' is one of 16 columns of 'text_embedding', which mean something only"
                        + " together; take a feature of one column");
    }

    private static String writer() {
        return log.customers().stream()
                .filter(customer -> log.history(customer).before(cutoff).events(Review.class).stream()
                        .anyMatch(review -> review.text() != null))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isLoadedWithoutBeingToldOfItsExtractors() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);
        ClvModel loaded = ClvModel.load(file);
        List<String> customers = log.customers();
        assertThat(loaded.predict(log, customers, cutoff)).isEqualTo(model.predict(log, customers, cutoff));
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() throws IOException {
        Path one = folder.resolve("one.clvm");
        Path three = folder.resolve("three.clvm");
        quick().threads(1).train(log, cutoff).save(one);
        quick().threads(3).train(log, cutoff).save(three);
        assertThat(three).hasSameBinaryContentAs(one);
    }

    @Test
    void holdsNoWordsThatCustomersWrote() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> words = log.customers().stream()
                .flatMap(customer -> log.history(customer).events().stream())
                .map(TextModelTest::text)
                .flatMap(text -> List.of(text.split("\\W+")).stream())
                .filter(word -> word.length() > 6)
                .distinct()
                .toList();
        assertThat(words).hasSizeGreaterThan(30);
        // What is left are words of the descriptions of features, aspects, and the file's own keys.
        assertThat(words.stream().filter(content::contains).toList())
                .isSubsetOf("Average", "purchase", "missing", "product", "quality", "service", "delivery");
    }

    @Test
    void aLogWithoutTextsIsToldOnceWithCountsWhetherScoredOrEvaluated() {
        Instant end = log.observedUntil();
        for (EventLog silent : List.of(without(log, true), without(log, false))) {
            ScoringSummary summary = model.score(silent, silent.customers(), end, (customer, prediction) -> {});
            int buyers = summary.predictions() - summary.flagged(PredictionFlag.COLD_START);
            assertThat(summary.cautions()).singleElement().satisfies(caution -> {
                assertThat(caution.key()).isEqualTo("missing_texts");
                assertThat(caution.sentence())
                        .startsWith("None of the " + buyers + " customers wrote anything")
                        .containsPattern(
                                "[1-9][0-9.]+ % of the rows of training had texts: [0-9]+ features say nothing")
                        .contains("such as 'sentiment_mean'", "Give the log its reviews and messages");
            });
            assertThat(model.evaluate(silent, cutoff).cautions())
                    .filteredOn(caution -> caution.key().equals("missing_texts"))
                    .hasSize(1);
        }
    }

    @Test
    void whoWroteAnythingIsEnoughAndFewCustomersMayBeSilentByChance() {
        Instant end = log.observedUntil();
        assertThat(keys(model.score(log, log.customers(), end, (customer, prediction) -> {})))
                .doesNotContain("missing_texts");
        EventLog silent = without(log, true);
        assertThat(keys(model.score(silent, silent.customers().subList(0, 3), end, (customer, prediction) -> {})))
                .doesNotContain("missing_texts");
        ClvModel deaf = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .train(log, cutoff);
        assertThat(keys(deaf.score(silent, silent.customers(), end, (customer, prediction) -> {})))
                .doesNotContain("missing_texts");
    }

    @Test
    void aShopWhereEverybodyWritesIsToldOfItsSilenceOnceToo() {
        EventLog.Builder talking = EventLog.builder().zone(log.zone()).currency("EUR");
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).events()) {
                talking.add(customer, event);
                if (event instanceof Purchase) {
                    talking.add(customer, new Feedback(event.time(), "lovely, thank you"));
                }
            }
        }
        EventLog letters = talking.build();
        ClvModel reader = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .addExtractor(TextExtractors.sentiment())
                .train(letters, cutoff);
        EventLog silent = without(letters, true);
        ScoringSummary summary =
                reader.score(silent, silent.customers(), log.observedUntil(), (customer, prediction) -> {});
        assertThat(summary.cautions())
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .contains("100.0 % of the rows of training had texts: 8 features say nothing"));
    }

    private static List<String> keys(ScoringSummary summary) {
        return summary.cautions().stream().map(Caution::key).toList();
    }

    /** The log without what customers wrote, with or without the stars beside it. */
    private static EventLog without(EventLog log, boolean stars) {
        EventLog.Builder silent =
                EventLog.builder().zone(log.zone()).currency("EUR").observedUntil(log.observedUntil());
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).events()) {
                if (event instanceof Review review && stars) {
                    silent.add(
                            customer,
                            new Review(review.time(), review.rating(), null, review.product(), review.category()));
                } else if (!(event instanceof Review || event instanceof Feedback)) {
                    silent.add(customer, event);
                }
            }
        }
        return silent.build();
    }

    private static String text(CustomerEvent event) {
        return event instanceof Review review && review.text() != null ? review.text() : "";
    }
}
