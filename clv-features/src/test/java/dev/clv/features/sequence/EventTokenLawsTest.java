package dev.clv.features.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.CustomerState;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the tokens of any history. */
class EventTokenLawsTest {

    private static final Instant BEGIN = Instant.parse("2021-01-04T00:00:00Z");

    static Stream<EventTokens> settings() {
        return Stream.of(
                EventTokens.builder().build(),
                EventTokens.builder().length(7).withoutAge().minCustomers(1).build(),
                EventTokens.builder().length(1).hashedCategories(5).build(),
                EventTokens.builder()
                        .length(12)
                        .eachOrderLine()
                        .events(Purchase.class, CartAdd.class, Signal.class)
                        .minCustomers(2)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anyExtractorsContractIsKept(EventTokens tokens) {
        for (long seed = 0; seed < 2; seed++) {
            ExtractorChecks.check(tokens, new SampleHistories(seed).histories(60));
        }
    }

    @Test
    void aModelFileHoldsEverySetting() {
        ExtractorChecks.checkSettings(
                EventTokens.builder().build(),
                EventTokens.builder()
                        .length(3)
                        .hashedCategories(4)
                        .eachOrderLine()
                        .withoutAge()
                        .minCustomers(1)
                        .events(View.class, Purchase.class)
                        .build());
    }

    /** Orders of a few lines, on few days and at few times of day, so that much happens at one instant. */
    private static List<CustomerEvent> crowded(long seed, int events) {
        SplittableRandom random = new SplittableRandom(seed);
        SampleHistories samples = new SampleHistories(seed);
        List<CustomerEvent> all = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            Instant time = BEGIN.plus(Duration.ofHours(6L * random.nextInt(40)));
            String order = random.nextInt(4) == 0 ? null : "order-" + random.nextInt(6);
            all.add(
                    random.nextInt(3) > 0
                            ? new Purchase(
                                    time,
                                    BigDecimal.valueOf(random.nextInt(1, 900), 2),
                                    random.nextInt(1, 30) / 10.0,
                                    order,
                                    null,
                                    "category-" + random.nextInt(4))
                            : samples.event(time));
        }
        return all;
    }

    private static CustomerHistory crowdedHistory(long seed) {
        return CustomerHistory.of("c" + seed, ZoneOffset.UTC, SampleHistories.END, crowded(seed, 90));
    }

    private static FeaturePipeline fitted(EventTokens tokens) {
        List<CustomerHistory> training = new ArrayList<>(new SampleHistories(5).histories(60));
        for (long seed = 100; seed < 130; seed++) {
            training.add(crowdedHistory(seed));
        }
        return FeaturePlan.of(List.of(tokens)).fit(training);
    }

    private static FittedEventTokens tokens(FeaturePipeline pipeline) {
        return (FittedEventTokens) pipeline.extractors().get(0);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void tokensAsOfAnEarlierCutoffAreThoseOfTheHistoryThatEndsThere(EventTokens settings) {
        FeaturePipeline pipeline = fitted(settings);
        for (long seed = 0; seed < 10; seed++) {
            CustomerHistory whole = crowdedHistory(seed);
            for (int day = 0; day < 12; day++) {
                Instant cutoff = BEGIN.plus(Duration.ofDays(day));
                CustomerHistory known = CustomerHistory.of(
                        "c",
                        ZoneOffset.UTC,
                        cutoff,
                        whole.events().stream()
                                .filter(event -> event.time().isBefore(cutoff))
                                .toList());
                assertThat(tokens(pipeline).tokens(whole, cutoff))
                        .isEqualTo(tokens(pipeline).tokens(known, cutoff));
                assertThat(tokens(pipeline).labels(whole, cutoff))
                        .isEqualTo(tokens(pipeline).labels(known, cutoff));
                assertThat(pipeline.row(whole, cutoff)).isEqualTo(pipeline.row(known, cutoff));
            }
        }
    }

    @Test
    void withoutAgeTokensStayTheSameAtALaterCutoff() {
        FittedEventTokens fitted =
                tokens(fitted(EventTokens.builder().withoutAge().build()));
        FittedEventTokens aged = tokens(fitted(EventTokens.builder().build()));
        CustomerHistory history = crowdedHistory(1);
        Instant later = SampleHistories.END.plus(Duration.ofDays(90));

        assertThat(fitted.tokens(history, later)).isEqualTo(fitted.tokens(history, SampleHistories.END));
        assertThat(aged.tokens(history, later)).isNotEqualTo(aged.tokens(history, SampleHistories.END));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theOrderOfTheRowsChangesNoBit(EventTokens settings) {
        FeaturePipeline pipeline = fitted(settings);
        for (long seed = 0; seed < 20; seed++) {
            List<CustomerEvent> events = crowded(seed, 90);
            double[] row = row(pipeline, events);
            for (int shuffle = 0; shuffle < 5; shuffle++) {
                Collections.shuffle(events, new Random(shuffle));
                assertThat(row(pipeline, events)).isEqualTo(row);
            }
            EventLog.Builder log = EventLog.builder().zone(ZoneOffset.UTC).observedUntil(SampleHistories.END);
            events.forEach(event -> log.add("c", event));
            // A log keeps the changes of attributes alone, so only their absence is the same.
            List<CustomerEvent> logged =
                    new ArrayList<>(log.build().history("c").events());
            double[] ofLog = row(pipeline, logged);
            Collections.shuffle(logged, new Random(seed));
            assertThat(row(pipeline, logged)).isEqualTo(ofLog);
        }
    }

    private static double[] row(FeaturePipeline pipeline, List<CustomerEvent> events) {
        return pipeline.row(CustomerHistory.of("c", ZoneOffset.UTC, SampleHistories.END, events), SampleHistories.END);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void mergedLearnersLearnWhatOneLearnsInAnyOrder(EventTokens settings) {
        List<CustomerHistory> histories = new SampleHistories(9).histories(80);
        FittedState once = settings.fit(histories).fittedState();
        for (long seed = 0; seed < 5; seed++) {
            List<CustomerHistory> shuffled = new ArrayList<>(histories);
            Collections.shuffle(shuffled, new Random(seed));
            List<FittableExtractor.Learner> parts = List.of(settings.learner(), settings.learner(), settings.learner());
            for (int i = 0; i < shuffled.size(); i++) {
                parts.get(i * 7 % 3).add(shuffled.get(i));
            }
            for (int part = 2; part > 0; part--) {
                StateWriter out = new StateWriter();
                parts.get(part).snapshot(out);
                StateReader in = new StateReader(out.toBytes());
                parts.get(part - 1).merge(in);
                in.end();
            }
            assertThat(parts.get(0).learned().fittedState()).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatWasLearnedIsTheSameFromAFileToTheBit(EventTokens settings) throws IOException {
        FittedEventTokens fitted = tokens(fitted(settings));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fitted.fittedState().write(out);
        FittedState state = FittedState.read(new ByteArrayInputStream(out.toByteArray()));
        FittedEventTokens restored = EventTokens.builder().build().restore(state);

        assertThat(state).isEqualTo(fitted.fittedState());
        assertThat(restored.fittedState()).isEqualTo(state);
        assertThat(restored.features()).isEqualTo(fitted.features());
        assertThat(restored.tokenFeatures()).isEqualTo(fitted.tokenFeatures());
        for (long seed = 0; seed < 10; seed++) {
            CustomerHistory history = crowdedHistory(seed);
            assertThat(restored.tokens(history, history.cutoff())).isEqualTo(fitted.tokens(history, history.cutoff()));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aStateThatIsStoredAfterAnyEventGoesOnToTheSameBits(EventTokens settings) {
        FeaturePipeline pipeline = fitted(settings);
        for (long seed = 0; seed < 10; seed++) {
            List<CustomerEvent> events = crowdedHistory(seed).events();
            CustomerState state = pipeline.begin("c", ZoneOffset.UTC);
            for (CustomerEvent event : events) {
                state = pipeline.restore("c", state.snapshot());
                state.add(event);
            }
            assertThat(state.row(SampleHistories.END)).isEqualTo(row(pipeline, events));
        }
    }

    /** So many tokens that an order is never driven out before its day is over. */
    static Stream<EventTokens> longerThanADay() {
        return Stream.of(
                EventTokens.builder().build(),
                EventTokens.builder().length(30).withoutAge().minCustomers(1).build(),
                EventTokens.builder().length(1).eachOrderLine().build());
    }

    @ParameterizedTest
    @MethodSource("longerThanADay")
    void statesOfTwoPartsMergeToTheSameBitsAlsoWhereTheyDivideAnInstant(EventTokens settings) {
        FeaturePipeline pipeline = fitted(settings);
        for (long seed = 0; seed < 20; seed++) {
            List<CustomerEvent> events = crowdedHistory(seed).events();
            double[] whole = row(pipeline, events);
            for (int split = 0; split <= events.size(); split++) {
                CustomerState early = pipeline.begin("c", ZoneOffset.UTC);
                events.subList(0, split).forEach(early::add);
                CustomerState late = pipeline.begin("c", ZoneOffset.UTC);
                events.subList(split, events.size()).forEach(late::add);
                assertThat(early.merged(late.snapshot()).row(SampleHistories.END))
                        .as("seed %d, split %d", seed, split)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void noCategoryOrNameOfFewCustomersAndNoPersonIsInTheStoredBytes() throws IOException {
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant time = BEGIN.plus(Duration.ofDays(i));
            histories.add(CustomerHistory.of(
                    "customer-" + i,
                    ZoneOffset.UTC,
                    SampleHistories.END,
                    List.of(
                            new Purchase(time, BigDecimal.valueOf(i + 1), 1, "order-of-jane", "lamp", "Common"),
                            new View(time.plusSeconds(60), "lamp", i < 19 ? "Rare-wedding" : "Shared"),
                            new View(time.plusSeconds(90), "lamp", "jane.doe@example.com"),
                            new View(time.plusSeconds(120), "lamp", "customer-7"),
                            new Signal(time.plusSeconds(150), i < 19 ? "rare-signal" : "search", 1),
                            new Signal(time.plusSeconds(180), "secret-" + i, 1))));
        }
        FittedEventTokens fitted = EventTokens.builder().build().fit(histories);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fitted.fittedState().write(out);
        String bytes = out.toString(StandardCharsets.ISO_8859_1);

        assertThat(bytes)
                .contains("Common", "Shared", "search")
                .doesNotContain("Rare-wedding")
                .doesNotContain("jane")
                .doesNotContain("customer-")
                .doesNotContain("rare-signal")
                .doesNotContain("secret")
                .doesNotContain("lamp");
        assertThat(fitted.columns())
                .extracting(column -> column.withheld())
                .as("an address, and the id of a customer")
                .contains(2);
        double[] tokens = fitted.tokens(histories.get(0), SampleHistories.END);
        int width = fitted.tokenFeatures().size();
        double unknown = fitted.tokenFeatures().get(1).unknownCode();
        assertThat(List.of(tokens[2 * width + 1], tokens[3 * width + 1], tokens[4 * width + 1]))
                .as("whatever is not learned shares one index")
                .containsOnly(unknown);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenThousandEventsOfACustomerTakeNoMoreRoomThanAThousand(boolean atOnce) {
        FeaturePipeline pipeline = fitted(EventTokens.builder().build());
        CustomerState state = pipeline.begin("c", ZoneOffset.UTC);
        int[] sizes = new int[11];
        List<CustomerEvent> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Instant time = atOnce ? BEGIN : BEGIN.plus(Duration.ofHours(i));
            all.add(
                    i % 2 == 0
                            ? new View(time, null, "category-" + i % 6)
                            : new Purchase(time, BigDecimal.valueOf(i % 97, 2), 1, "order-" + i, null, "category-1"));
        }
        for (int i = 0; i < all.size(); i++) {
            if (i % 1000 == 0) {
                sizes[i / 1000] = state.snapshot().length;
            }
            state.add(all.get(i));
        }
        sizes[10] = state.snapshot().length;
        double[] row = state.row(SampleHistories.END);

        assertThat(Arrays.stream(sizes).max().orElseThrow()).isLessThan(12_000).isLessThan(sizes[1] * 11 / 10);
        assertThat(row[0]).as("older events").isEqualTo(9_900);
        assertThat(row[3]).as("tokens").isEqualTo(100);
        assertThat(row).doesNotContain(Double.NaN);
        Collections.reverse(all);
        assertThat(row(pipeline, all)).isEqualTo(row);
    }
}
