package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CustomerStateTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final List<CustomerHistory> HISTORIES = new SampleHistories(8).histories(150);
    private static final FeatureExtractor EVENTS = FeatureExtractor.of(
            Feature.numeric("events", "events", "Everything the customer did", "activity"),
            history -> history.events().size());
    private static final FeaturePlan PLAN =
            FeaturePlan.of(StandardExtractors.all()).with(EVENTS);
    private static final FeaturePipeline PIPELINE = PLAN.fit(HISTORIES);

    private static CustomerState after(List<CustomerEvent> events) {
        CustomerState state = PIPELINE.begin("ada", LONDON);
        events.forEach(state::add);
        return state;
    }

    @Test
    void aStateThatIsStoredAfterEveryEventGoesOnToTheSameBits() {
        for (CustomerHistory history : HISTORIES) {
            CustomerState state = PIPELINE.begin(history.customer(), history.zone());
            for (CustomerEvent event : history.events()) {
                state = PIPELINE.restore(history.customer(), state.snapshot());
                state.add(event);
            }
            assertThat(state.row(SampleHistories.END)).containsExactly(PIPELINE.row(history, SampleHistories.END));
        }
    }

    @Test
    void statesOfPartsOfTheTimeMergeIntoTheStateOfAll() {
        SplittableRandom random = new SplittableRandom(2);
        for (CustomerHistory history : HISTORIES) {
            List<CustomerEvent> events = history.events();
            int first = random.nextInt(events.size() + 1);
            int second = random.nextInt(first, events.size() + 1);
            CustomerState a = after(events.subList(0, first));
            CustomerState b = after(events.subList(first, second));
            CustomerState c = after(events.subList(second, events.size()));
            double[] expected = PIPELINE.row(history, SampleHistories.END);
            // The sums of these histories are exact in doubles, so that not a bit may differ.
            assertThat(a.merged(b.snapshot()).merged(c.snapshot()).row(SampleHistories.END))
                    .containsExactly(expected);
            assertThat(a.merged(b.merged(c.snapshot()).snapshot()).row(SampleHistories.END))
                    .containsExactly(expected);
        }
    }

    @Test
    void mergingChangesNeitherOfTheTwo() {
        List<CustomerEvent> events = HISTORIES.get(5).events();
        CustomerState a = after(events.subList(0, 3));
        byte[] before = a.snapshot();
        byte[] later = after(events.subList(3, events.size())).snapshot();
        a.merged(later);
        assertThat(a.snapshot()).isEqualTo(before);
    }

    @Test
    void aPipelineThatWasRestoredFromItsFittedStatesTakesUpItsSnapshots() {
        FeaturePipeline restored = PLAN.restore(PIPELINE.fittedStates(), PIPELINE.schema());
        CustomerHistory history = HISTORIES.get(7);
        assertThat(restored.restore("ada", after(history.events()).snapshot()).row(SampleHistories.END))
                .containsExactly(PIPELINE.row(history, SampleHistories.END));
    }

    @Test
    void aSnapshotOfAnotherPipelineIsRefused() {
        byte[] snapshot = after(HISTORIES.get(5).events()).snapshot();
        FeaturePlan otherSettings = FeaturePlan.of(StandardExtractors.rfm()).with(StandardExtractors.windows(14));
        for (FeaturePipeline other : List.of(PLAN.fit(HISTORIES.subList(0, 30)), otherSettings.fit(HISTORIES))) {
            assertThatThrownBy(() -> other.restore("ada", snapshot))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other extractors, other settings or other training");
        }
    }

    @Test
    void aDamagedSnapshotIsRefusedWhereverItIsCut() {
        byte[] snapshot = after(HISTORIES.get(10).events()).snapshot();
        for (int length = 0; length < snapshot.length; length++) {
            byte[] cut = Arrays.copyOf(snapshot, length);
            assertThatThrownBy(() -> PIPELINE.restore("ada", cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
        assertThatThrownBy(() -> PIPELINE.restore("ada", longer)).hasMessageContaining("1 bytes are left");
    }

    @Test
    void aSnapshotWithWrongBytesIsRestoredOrRefusedAndNothingElse() {
        byte[] snapshot = after(HISTORIES.get(10).events()).snapshot();
        SplittableRandom random = new SplittableRandom(9);
        int refused = 0;
        for (int trial = 0; trial < 3_000; trial++) {
            byte[] wrong = snapshot.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
            }
            try {
                PIPELINE.restore("ada", wrong);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void timeRunsForwardOnly() {
        CustomerState state = PIPELINE.begin("ada", ZoneOffset.UTC);
        Instant noon = Instant.parse("2021-05-05T12:00:00Z");
        state.add(Purchase.of(noon, BigDecimal.TEN));
        state.add(Purchase.of(noon, BigDecimal.ONE));
        assertThatThrownBy(() -> state.add(Purchase.of(noon.minusNanos(1), BigDecimal.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comes after one of 2021-05-05T12:00:00Z");
        assertThatThrownBy(() -> state.row(noon))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not know the event of 2021-05-05T12:00:00Z");
        CustomerState earlier = PIPELINE.begin("ada", ZoneOffset.UTC);
        earlier.add(Purchase.of(noon.minusSeconds(9), BigDecimal.ONE));
        assertThatThrownBy(() -> state.merged(earlier.snapshot()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("before this one ends");
        assertThat(earlier.merged(state.snapshot()).row(noon.plusNanos(1))[0]).isZero();
        assertThatThrownBy(() -> earlier.merged(after(List.of()).snapshot()))
                .hasMessageContaining("a state in zone Europe/London cannot be merged into one in Z");
    }

    @Test
    void aSnapshotNamesNobodyAndHoldsEventsOnlyWhereTheyAreNeeded() {
        List<CustomerEvent> events = HISTORIES.get(10).events();
        assertThat(PIPELINE.needsWholeHistory()).containsExactly("events");
        FeaturePipeline lean = FeaturePlan.of(StandardExtractors.all()).fit(HISTORIES);
        assertThat(lean.needsWholeHistory()).isEmpty();
        CustomerState state = lean.begin("ada-lovelace", LONDON);
        events.forEach(state::add);
        String bytes = new String(state.snapshot(), StandardCharsets.ISO_8859_1);
        assertThat(bytes)
                .doesNotContain("ada-lovelace")
                .doesNotContain("parcel")
                .doesNotContain("order-1");
        assertThat(state).asString().doesNotContain("ada-lovelace");
        assertThat(new String(after(events).snapshot(), StandardCharsets.ISO_8859_1))
                .contains("where is my parcel?");
        assertThat(state.snapshot()).hasSizeLessThan(after(events).snapshot().length);
    }

    /** Counts how many folds were begun, and events. */
    private static final class CountingFold implements SharedFold<long[]> {

        private int begun;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Fold<long[]> begin(CustomerContext customer) {
            begun++;
            OrderDays orders = customer.shared(OrderDays.SHARED);
            long[] count = new long[1];
            return new Fold<>() {
                @Override
                public long[] value() {
                    return count;
                }

                @Override
                public void add(CustomerEvent event) {
                    count[0]++;
                    assertThat(event instanceof Purchase && orders.lines() == 0)
                            .as("the fold that this one builds on comes first")
                            .isFalse();
                }

                @Override
                public void snapshot(StateWriter out) {
                    out.whole(count[0]);
                }

                @Override
                public void restore(StateReader in) {
                    count[0] = in.whole();
                }
            };
        }
    }

    private record Reading(String name, SharedFold<long[]> fold) implements FeatureExtractor {

        @Override
        public List<Feature> features() {
            return List.of(Feature.numeric(name, "events", "Events so far", "activity"));
        }

        @Override
        public State begin(CustomerContext customer) {
            long[] count = customer.shared(fold);
            OrderDays orders = customer.shared(OrderDays.SHARED);
            return State.of((cutoff, row, offset) -> row[offset] = count[0] + 1_000 * orders.lines());
        }
    }

    @Test
    void extractorsOfAnybodyShareAFoldOfAnybody() {
        CountingFold fold = new CountingFold();
        FeaturePipeline pipeline = FeaturePlan.of(
                        List.of(StandardExtractors.recency(), new Reading("a", fold), new Reading("b", fold)))
                .fit(List.of());
        CustomerState state = pipeline.begin("ada", ZoneOffset.UTC);
        state.add(Purchase.of(Instant.EPOCH, BigDecimal.ONE));
        state.add(new View(Instant.EPOCH.plusSeconds(1), null, null));
        assertThat(fold.begun).isOne();
        double[] row = state.row(SampleHistories.END);
        assertThat(row[1]).isEqualTo(row[2]).isGreaterThanOrEqualTo(1_002);
        assertThat(pipeline.restore("ada", state.snapshot()).row(SampleHistories.END))
                .containsExactly(row);
        assertThatThrownBy(() -> state.merged(state.snapshot())).isInstanceOf(IllegalArgumentException.class);
        byte[] empty = pipeline.begin("ada", ZoneOffset.UTC).snapshot();
        assertThatThrownBy(() -> state.merged(empty))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("shared fold 'counting': its states cannot be merged; override merge");
    }

    @Test
    void twoFoldsOfOneNameAreRefused() {
        FeaturePipeline pipeline = FeaturePlan.of(
                        List.of(new Reading("a", new CountingFold()), new Reading("b", new CountingFold())))
                .fit(List.of());
        assertThatThrownBy(() -> pipeline.begin("ada", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two shared folds are named 'counting'");
    }

    @Test
    void anExtractorWhoseStateCannotBeStoredIsNamed() {
        FeatureExtractor own = new FeatureExtractor() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public List<Feature> features() {
                return List.of();
            }

            @Override
            public State begin(CustomerContext customer) {
                return new State() {
                    @Override
                    public void add(CustomerEvent event) {}

                    @Override
                    public void write(Instant cutoff, double[] row, int offset) {}
                };
            }
        };
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(StandardExtractors.recency(), own)).fit(List.of());
        assertThatThrownBy(() -> pipeline.begin("ada", ZoneOffset.UTC).snapshot())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("extractor 'own': its state cannot be stored; override snapshot and restore");
    }
}
