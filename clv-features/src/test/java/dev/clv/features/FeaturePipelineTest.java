package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.standard.StandardExtractors;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeaturePipelineTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant CUTOFF = Instant.parse("2021-06-01T00:00:00Z");
    private static final List<CustomerHistory> HISTORIES = new SampleHistories(3).histories(240);
    private static final EventLog LOG = log(HISTORIES);
    private static final FeaturePlan PLAN = FeaturePlan.of(StandardExtractors.all());
    private static final FeaturePipeline PIPELINE = PLAN.fit(LOG, keys(LOG.customers(), CUTOFF));

    private static EventLog log(List<CustomerHistory> histories) {
        EventLog.Builder builder = EventLog.builder().zone(LONDON);
        histories.forEach(history -> history.events().forEach(event -> builder.add(history.customer(), event)));
        return builder.build();
    }

    private static List<RowKey> keys(List<String> customers, Instant... cutoffs) {
        return customers.stream()
                .flatMap(customer -> List.of(cutoffs).stream().map(cutoff -> new RowKey(customer, cutoff)))
                .toList();
    }

    private static FeatureExtractor constant(String name, double value) {
        return FeatureExtractor.of(Feature.numeric(name, "number", "A constant", "test"), history -> value);
    }

    private static FeaturePipeline pipeline(FeatureExtractor... extractors) {
        return FeaturePlan.of(List.of(extractors)).fit(List.of());
    }

    @Test
    void theDefaultFeaturesHaveUniqueNamesAndSayWhatTheyAre() {
        assertThat(PIPELINE.schema().features()).hasSizeGreaterThan(50).allSatisfy(feature -> {
            assertThat(feature.description()).isNotBlank();
            assertThat(feature.unit()).isNotBlank();
        });
        assertThat(PIPELINE.schema().groups().keySet())
                .containsExactly(
                        "recency",
                        "tenure",
                        "frequency",
                        "spend",
                        "cadence",
                        "trend",
                        "season",
                        "basket",
                        "refunds",
                        "browsing",
                        "satisfaction",
                        "signals",
                        "profile");
    }

    @Test
    void noEventAtOrAfterTheCutoffChangesAnyFeature() {
        SampleHistories samples = new SampleHistories(11);
        SplittableRandom random = new SplittableRandom(12);
        for (int trial = 0; trial < 1000; trial++) {
            CustomerHistory history = HISTORIES.get(random.nextInt(HISTORIES.size()));
            Instant cutoff = samples.moment();
            List<CustomerEvent> changed = new ArrayList<>(history.events());
            switch (trial % 3) {
                case 0 -> changed.removeIf(event -> !event.time().isBefore(cutoff) && random.nextBoolean());
                case 1 -> changed.replaceAll(event -> event.time().isBefore(cutoff) ? event : future(samples, cutoff));
                default -> {
                    changed.add(future(samples, cutoff));
                    changed.add(Purchase.of(cutoff, BigDecimal.TEN));
                }
            }
            CustomerHistory other = CustomerHistory.of(history.customer(), history.zone(), Instant.MAX, changed);
            assertThat(PIPELINE.row(other, cutoff))
                    .as("trial %d", trial)
                    .containsExactly(PIPELINE.row(history, cutoff));
        }
    }

    @Test
    void anExecutorChangesNoBitOfTheFeatures() {
        List<String> customers = new ArrayList<>(LOG.customers());
        for (int i = 0; i < 3000; i++) {
            customers.add(i % (customers.size() / 2), "unknown " + i);
        }
        List<RowKey> keys = keys(customers, CUTOFF, CUTOFF.minus(Duration.ofDays(90)));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            double[][] together = PIPELINE.extract(LOG, keys, threads).toArray();
            double[][] alone = PIPELINE.extract(LOG, keys).toArray();
            assertThat(Arrays.deepEquals(together, alone)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    /** An event of any kind at or after the cutoff. */
    private static CustomerEvent future(SampleHistories samples, Instant cutoff) {
        Instant time = samples.moment();
        CustomerEvent event = samples.event(time.isBefore(cutoff) ? cutoff : time);
        return event.time().isBefore(cutoff) ? Purchase.of(cutoff, BigDecimal.ONE) : event;
    }

    @Test
    void cutoffsThatNoEventCanHaveAreRefused() {
        CustomerHistory history = LOG.history(LOG.customers().get(0));
        for (Instant extreme : List.of(Instant.MAX, Instant.MIN)) {
            assertThatThrownBy(() -> PIPELINE.row(history, extreme))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cutoff must lie between the years");
        }
        assertThat(PIPELINE.row(history, Instant.parse("+294245-01-01T00:00:00Z")))
                .hasSize(PIPELINE.schema().size());
    }

    @Test
    void oneCustomerAloneEqualsTheSameAmongMany() {
        FeatureMatrix all = PIPELINE.extract(LOG, LOG.customers(), CUTOFF);
        for (int i = 0; i < all.rows(); i++) {
            String customer = all.customer(i);
            FeatureMatrix alone = PIPELINE.extract(LOG.only(Set.of(customer)), List.of(customer), CUTOFF);
            assertThat(alone.row(0)).containsExactly(all.row(i));
            assertThat(PIPELINE.row(LOG.history(customer), CUTOFF)).containsExactly(all.row(i));
        }
    }

    @Test
    void stackedCutoffsEqualOneWalkForEach() {
        Instant[] cutoffs = {
            Instant.parse("2021-03-01T00:00:00Z"),
            Instant.parse("2020-07-01T11:22:33Z"),
            SampleHistories.END,
            Instant.parse("2019-01-01T00:00:00Z"),
            Instant.parse("2021-03-01T00:00:00Z")
        };
        List<RowKey> keys = new ArrayList<>(keys(LOG.customers(), cutoffs));
        Collections.shuffle(keys, new Random(5));
        FeatureMatrix stacked = PIPELINE.extract(LOG, keys);
        assertThat(stacked.keys()).isEqualTo(keys);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(stacked.row(i))
                    .containsExactly(PIPELINE.row(
                            LOG.history(keys.get(i).customer()), keys.get(i).cutoff()));
        }
    }

    @Test
    void theOrderInWhichEventsWereAddedDoesNotMatter() {
        SampleHistories samples = new SampleHistories(21);
        List<CustomerEvent> events = new ArrayList<>();
        // Many purchases a day, but no two events at one instant.
        for (int i = 0; i < 400; i++) {
            events.add(samples.event(SampleHistories.BEGIN.plusSeconds(10_000L * i + i)));
        }
        events.removeIf(event -> event.time().equals(Instant.MIN));
        double[] expected = null;
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(events, new Random(seed));
            EventLog.Builder builder = EventLog.builder().zone(LONDON);
            events.forEach(event -> builder.add("c", event));
            double[] row =
                    PIPELINE.extract(builder.build(), List.of("c"), CUTOFF).row(0);
            if (expected == null) {
                expected = row;
            }
            assertThat(row).containsExactly(expected);
        }
    }

    @Test
    void aCustomerTheLogDoesNotKnowHasTheFeaturesOfAnEmptyHistory() {
        FeatureMatrix matrix = PIPELINE.extract(LOG, List.of("nobody"), CUTOFF);
        CustomerHistory empty = CustomerHistory.of("anybody", LONDON, CUTOFF, List.of());
        assertThat(matrix.row(0)).containsExactly(PIPELINE.row(empty, CUTOFF));
        assertThat(matrix.get(0, PIPELINE.schema().indexOf("order_days"))).isZero();
    }

    @Test
    void learnedFactsRestoreTheSamePipeline() {
        FeaturePipeline restored = PLAN.with(constant("newer", 1)).restore(PIPELINE.fittedStates(), PIPELINE.schema());
        assertThat(restored.schema()).isEqualTo(PIPELINE.schema());
        FeatureMatrix matrix = PIPELINE.extract(LOG, LOG.customers(), CUTOFF);
        FeatureMatrix again = restored.extract(LOG, LOG.customers(), CUTOFF);
        IntStream.range(0, matrix.rows()).forEach(i -> assertThat(again.row(i)).containsExactly(matrix.row(i)));
        assertThat(PIPELINE.fittedStates().get("signals").texts("names")).containsExactly("minutes", "search");
        assertThat(PIPELINE.fittedStates().get("attributes").texts("categories.country"))
                .containsExactly("France", "Peru", "Spain");
    }

    @Test
    void restoringAnExtractorThatThePlanLacksNamesIt() {
        assertThatThrownBy(() -> FeaturePlan.of(StandardExtractors.rfm())
                        .restore(Map.of("weekend", FittedState.EMPTY), FeatureSchema.of(List.of())))
                .hasMessage("this plan has no extractor named 'weekend'; add it to the plan. "
                        + "The plan has: [recency, tenure, frequency, monetary]");
    }

    @Test
    void threadsMayShareAPipeline() {
        FeatureMatrix serial = PIPELINE.extract(LOG, LOG.customers(), CUTOFF);
        IntStream.range(0, 8).parallel().forEach(thread -> {
            FeatureMatrix matrix = PIPELINE.extract(LOG, LOG.customers(), CUTOFF);
            for (int i = 0; i < matrix.rows(); i++) {
                assertThat(matrix.row(i)).containsExactly(serial.row(i));
            }
        });
    }

    @Test
    void infiniteFeaturesAreRefusedByName() {
        FeaturePipeline broken = pipeline(constant("fine", 1), constant("ratio", Double.NEGATIVE_INFINITY));
        assertThatThrownBy(() -> broken.row(HISTORIES.get(1), CUTOFF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("extractor 'ratio' returned infinite for feature 'ratio'");
    }

    @Test
    void writingBeyondTheRowNamesTheExtractor() {
        FeaturePipeline silent = pipeline(greedy());
        assertThatThrownBy(() -> silent.row(HISTORIES.get(1), CUTOFF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("extractor 'greedy' wrote 5 numbers, and its features have 0 columns; write one number per"
                        + " column from the offset on, or list all features in features()");
        String sentence = "extractor 'greedy' wrote 5 numbers, and its features have 4 columns ('taste' of 3 columns,"
                + " 'breadth'); write one number per column from the offset on, or list all features in features()";
        FeaturePipeline wide = pipeline(
                constant("fine", 1),
                greedy(
                        Feature.vector("taste", "direction", "", "test", 3),
                        Feature.numeric("breadth", "number", "", "test")));
        assertThatThrownBy(() -> wide.row(HISTORIES.get(1), CUTOFF)).hasMessage(sentence);
        assertThatThrownBy(() -> wide.only(List.of("breadth")).row(HISTORIES.get(1), CUTOFF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(sentence);
    }

    /** Writes five numbers whatever its features are. */
    private static FeatureExtractor greedy(Feature... features) {
        return new FeatureExtractor() {
            @Override
            public String name() {
                return "greedy";
            }

            @Override
            public List<Feature> features() {
                return List.of(features);
            }

            @Override
            public State begin(CustomerContext customer) {
                return State.of((cutoff, row, offset) -> {
                    for (int i = 0; i < 5; i++) {
                        row[offset + i] = i;
                    }
                });
            }
        };
    }

    @Test
    void aRowWithoutRoomForAllColumnsIsNoExtractorsFault() {
        CustomerState state = PIPELINE.begin("c", LONDON);
        int columns = PIPELINE.schema().size();
        assertThatThrownBy(() -> state.write(CUTOFF, new double[columns], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row of " + columns + " places has no room for " + columns
                        + " columns from 1 on; pass a longer one");
        assertThatThrownBy(() -> state.write(CUTOFF, new double[columns + 9], -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readingBeyondAnArrayOfItsOwnIsToldInTheWordsOfTheError() {
        FeaturePipeline broken = pipeline(FeatureExtractor.of(
                Feature.numeric("second", "number", "", "test"),
                history -> new double[] {1, 2}
                        [history.events().size() - 1 - history.events().size()]));
        assertThatThrownBy(() -> broken.row(HISTORIES.get(1), CUTOFF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "extractor 'second' failed: java.lang.ArrayIndexOutOfBoundsException: Index -1 out"
                                + " of bounds for length 2; its columns had room in the row, so look at the indices of its"
                                + " own arrays, and at places before the offset")
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void namesMustBeUnique() {
        assertThatThrownBy(() -> FeaturePlan.of(List.of(constant("a", 1), constant("a", 2))))
                .hasMessage(
                        "extractor name 'a' is used twice; leave one of the two out, or give one of your own another"
                                + " name");
        assertThatThrownBy(() -> FeaturePlan.of(StandardExtractors.rfm()).with(StandardExtractors.recency()))
                .hasMessageContaining("'recency' is used twice");
        FeatureExtractor impostor = new FeatureExtractor() {
            @Override
            public String name() {
                return "impostor";
            }

            @Override
            public List<Feature> features() {
                return StandardExtractors.recency().features();
            }

            @Override
            public State begin(CustomerContext customer) {
                return StandardExtractors.recency().begin(customer);
            }
        };
        assertThatThrownBy(() -> pipeline(StandardExtractors.recency(), impostor))
                .hasMessage("feature name 'recency_days' is used twice; rename one of the two");
    }

    @Test
    void learnersSeeTheHistoryOfEveryRowOnceCutAtItsCutoff() {
        List<RowKey> rows = keys(LOG.customers(), CUTOFF, Instant.parse("2020-03-01T00:00:00Z"));
        List<CustomerHistory> seen = new ArrayList<>();
        FittableExtractor spy = new FittableExtractor() {
            @Override
            public String name() {
                return "spy";
            }

            @Override
            public Learner learner() {
                return new Learner() {
                    @Override
                    public void add(CustomerHistory history) {
                        seen.add(history);
                    }

                    @Override
                    public FeatureExtractor learned() {
                        return constant("spy", 1);
                    }
                };
            }

            @Override
            public FeatureExtractor restore(FittedState state) {
                return constant("spy", 1);
            }
        };

        FeaturePlan.of(List.of(spy)).fit(LOG, rows);

        assertThat(seen)
                .extracting(history -> new RowKey(history.customer(), history.cutoff()))
                .containsExactlyElementsOf(rows);
        assertThat(seen)
                .allSatisfy(history -> assertThat(history.events())
                        .allMatch(event -> event.time().isBefore(history.cutoff())));
    }
}
