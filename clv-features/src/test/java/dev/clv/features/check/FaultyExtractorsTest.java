package dev.clv.features.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeatureExtractor.State;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes that authors of extractors make, one extractor each, and the rule that catches it. */
class FaultyExtractorsTest {

    /**
     * @param name of the mistake
     * @param rule that must catch it
     * @param words of its message
     */
    private record Fault(String name, String rule, String words, FittableExtractor extractor) {

        @Override
        public String toString() {
            return rule + ": " + name;
        }
    }

    private static Feature feature(String unit) {
        return Feature.numeric("value", unit, "Whatever a test plants", "test");
    }

    private static FeatureExtractor of(String unit, ToDoubleFunction<CustomerHistory> value) {
        return FeatureExtractor.of(feature(unit), value);
    }

    private static Instant lastTime(CustomerHistory history) {
        List<Purchase> purchases = history.events(Purchase.class);
        return purchases.isEmpty()
                ? history.cutoff()
                : purchases.get(purchases.size() - 1).time();
    }

    private static double spent(CustomerHistory history) {
        return history.events(Purchase.class).stream()
                .map(Purchase::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private static double count(CustomerHistory history) {
        return history.events().size();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                        writing(),
                        learning(),
                        leaks(),
                        states(),
                        size(),
                        environment(),
                        calendar(),
                        ties(),
                        currency(),
                        others())
                .flatMap(Function.identity());
    }

    private static Stream<Fault> writing() {
        Feature colour = Feature.categorical("colour", "Favourite colour", "profile", List.of("red", "blue"));
        List<Feature> mutable = new ArrayList<>(List.of(feature("events")));
        int[] shared = new int[1];
        return Stream.of(
                fault("a share of nothing", "writing", "returned infinite", of("share", history -> 1 / count(history))),
                fault(
                        "a rate of customers who have just come",
                        "writing",
                        "returned infinite",
                        of("per second", history -> {
                            List<Purchase> purchases = history.events(Purchase.class);
                            return purchases.isEmpty()
                                    ? Double.NaN
                                    : purchases.size()
                                            / (double) Duration.between(
                                                            purchases.get(0).time(), history.cutoff())
                                                    .toSeconds();
                        })),
                fault(
                        "the first event of a customer without events",
                        "writing",
                        "fails on a history of 0 events",
                        of("events", history -> history.events().get(0).hashCode())),
                fault(
                        "one place too many",
                        "writing",
                        "writes outside its places",
                        counting((count, row, offset) -> Arrays.fill(row, offset, offset + 2, count))),
                fault(
                        "a row that begins at 0",
                        "writing",
                        "writes outside its places",
                        counting((count, row, offset) -> row[0] = count)),
                fault("nothing written without events", "writing", "does not write", counting((count, row, offset) -> {
                    if (count > 0) {
                        row[offset] = count;
                    }
                })),
                fault(
                        "adding to what the row holds",
                        "writing",
                        "when it is written twice",
                        counting((count, row, offset) -> row[offset] += count + 1)),
                fault(
                        "noise against overfitting",
                        "writing",
                        "when it is written twice",
                        of("events", history -> count(history) + Math.random())),
                fault(
                        "an unknown category that is -1",
                        "writing",
                        "codes are whole numbers",
                        FeatureExtractor.of(colour, history -> -1)),
                fault(
                        "a list of features that grows",
                        "writing",
                        "lets others change its list",
                        new Planted(mutable, () -> new Counting((count, row, offset) -> row[offset] = count))),
                fault(
                        "two features of one name",
                        "writing",
                        "is used twice",
                        new Planted(
                                List.of(feature("events"), feature("events")),
                                () -> new Counting(
                                        (count, row, offset) -> Arrays.fill(row, offset, offset + 2, count)))),
                fault(
                        "sums in the extractor instead of the state",
                        "writing",
                        "other customers' events",
                        planted(() -> {
                            shared[0] = 0;
                            return state(event -> shared[0]++, (cutoff, row, offset) -> row[offset] = shared[0]);
                        })),
                fault("a counter that is cleared by writing", "writing", "changes its state by writing", planted(() -> {
                    int[] count = new int[1];
                    return state(event -> count[0]++, (cutoff, row, offset) -> {
                        row[offset] = count[0];
                        count[0] = 0;
                    });
                })));
    }

    private static Stream<Fault> learning() {
        return Stream.of(
                fault(
                        "the first history for all",
                        "learning",
                        "in another order",
                        learned(histories -> FittedState.EMPTY.withNumbers("value", count(histories.get(0))))),
                fault("a sum of doubles as they come", "learning", "in another order", learned(histories -> {
                    double sum = 0;
                    for (CustomerHistory history : histories) {
                        sum += Math.sqrt(1 + count(history));
                    }
                    return FittedState.EMPTY.withNumbers("value", sum);
                })),
                fault("a vocabulary as it comes", "learning", "in another order", learned(histories -> {
                    Set<String> words = new LinkedHashSet<>();
                    histories.forEach(history ->
                            history.events(Signal.class).forEach(signal -> words.add(signal.name() + signal.value())));
                    return FittedState.EMPTY.withNumbers("value", words.size()).withTexts("words", List.copyOf(words));
                })),
                fault(
                        "a random start",
                        "learning",
                        "when fitted twice",
                        learned(histories ->
                                FittedState.EMPTY.withNumbers("value", new SplittableRandom().nextDouble()))),
                fault("learners that merge by the larger", "learning", "learners of parts are merged", new Merging()),
                fault(
                        "learned facts outside of the fitted state",
                        "learning",
                        "restore(fittedState())",
                        new Forgetful()));
    }

    private static Stream<Fault> leaks() {
        EventLog.Builder builder = EventLog.builder().zone(ZoneId.of("Europe/London"));
        new SampleHistories(3)
                .histories(20)
                .forEach(history -> history.events().forEach(event -> builder.add(history.customer(), event)));
        EventLog log = builder.build();
        return Stream.of(
                fault(
                        "a log at hand",
                        "leaks",
                        "holds customers' events",
                        of("events", history -> count(log.history(history.customer())))),
                fault(
                        "a hash of the id as a random number",
                        "leaks",
                        "depends on the customer's id",
                        of("number", history -> history.customer().hashCode() % 10)),
                fault(
                        "the best customers by name",
                        "leaks",
                        "keeps customers' ids",
                        learned(histories -> FittedState.EMPTY
                                .withNumbers("value", 1)
                                .withTexts(
                                        "best",
                                        List.copyOf(new TreeSet<>(histories.stream()
                                                .map(CustomerHistory::customer)
                                                .toList()))))));
    }

    private static Stream<Fault> states() {
        return Stream.of(
                fault("half of a state restored", "states", "stored and restored", planted(HalfRestored::new)),
                fault("a snapshot that clears", "states", "must not change a state", planted(Clearing::new)),
                fault("less read than written", "states", "does not restore what it stored", planted(Leaving::new)),
                fault("the earlier of two last values", "states", "were merged", planted(KeepingTheEarlier::new)),
                fault("numbers of different products added up", "states", "were merged", planted(AddingDistinct::new)),
                fault("no way back", "states", "but not restore it", planted(OneWay::new)));
    }

    private static Stream<Fault> size() {
        return Stream.of(
                fault("all values kept for a median", "size", "keeps more and more", planted(Median::new)),
                fault("every moment kept in a set", "size", "keeps more and more", planted(Moments::new)));
    }

    private static Stream<Fault> environment() {
        return Stream.of(
                fault(
                        "the hour of the server",
                        "environment",
                        "time zone or the locale",
                        of(
                                "hour",
                                history -> lastTime(history)
                                        .atZone(ZoneId.systemDefault())
                                        .getHour())),
                fault(
                        "today's date",
                        "environment",
                        "time zone or the locale",
                        of("day", history -> LocalDate.now().getDayOfMonth())),
                fault(
                        "lower case of the server's language",
                        "environment",
                        "time zone or the locale",
                        of("events", FaultyExtractorsTest::titles)),
                fault(
                        "lower case of what a customer writes",
                        "environment",
                        "time zone or the locale",
                        of("letters", FaultyExtractorsTest::dotted)),
                fault(
                        "rounding by formatting",
                        "environment",
                        "NumberFormatException",
                        of(
                                "signals",
                                history -> Double.parseDouble(String.format(
                                        "%.1f", history.events(Signal.class).size() / 3.0)))));
    }

    @SuppressWarnings("StringCaseLocaleUsage") // the fault that is planted
    private static double titles(CustomerHistory history) {
        return "TITLE".toLowerCase().equals("title") ? count(history) : 0;
    }

    @SuppressWarnings("StringCaseLocaleUsage") // the fault that is planted
    private static double dotted(CustomerHistory history) {
        return history.events(Review.class).stream()
                .map(Review::text)
                .filter(Objects::nonNull)
                .mapToLong(text ->
                        text.toLowerCase().chars().filter(unit -> unit == 'i').count())
                .sum();
    }

    private static Stream<Fault> calendar() {
        return Stream.of(
                fault(
                        "days until today",
                        "calendar",
                        "asks the clock",
                        of(
                                "days",
                                history -> Duration.between(lastTime(history), Instant.now())
                                        .toDays())),
                fault(
                        "days since 1970",
                        "calendar",
                        "counts from a fixed date",
                        of("days", history -> lastTime(history).getEpochSecond() / 86_400)),
                fault(
                        "months since the launch of the shop",
                        "calendar",
                        "counts from a fixed date",
                        of(
                                "months",
                                history -> ChronoUnit.MONTHS.between(
                                        LocalDate.of(2019, 3, 1),
                                        lastTime(history).atZone(history.zone()).toLocalDate()))),
                fault(
                        "a year of two digits",
                        "calendar",
                        "28 years later",
                        of(
                                "year",
                                history ->
                                        lastTime(history).atZone(history.zone()).getYear() % 100)),
                fault(
                        "the hour of Greenwich",
                        "calendar",
                        "same local time in another zone",
                        of(
                                "hour",
                                history ->
                                        lastTime(history).atZone(ZoneOffset.UTC).getHour())),
                fault(
                        "days of 86,400 seconds of Greenwich",
                        "calendar",
                        "same local time in another zone",
                        of(
                                "days",
                                history -> history.events(Purchase.class).stream()
                                        .map(purchase -> purchase.time().truncatedTo(ChronoUnit.DAYS))
                                        .distinct()
                                        .count())));
    }

    private static Stream<Fault> ties() {
        return Stream.of(
                fault(
                        "the last line as the last order",
                        "ties",
                        "such as the lines of a basket",
                        of("currency", history -> {
                            List<Purchase> purchases = history.events(Purchase.class);
                            return purchases.isEmpty()
                                    ? Double.NaN
                                    : purchases
                                            .get(purchases.size() - 1)
                                            .amount()
                                            .doubleValue();
                        })),
                fault(
                        "a view just before a purchase",
                        "ties",
                        "such as the lines of a basket",
                        of("purchases", history -> {
                            int after = 0;
                            CustomerEvent before = null;
                            for (CustomerEvent event : history.events()) {
                                after += event instanceof Purchase && before instanceof View ? 1 : 0;
                                before = event;
                            }
                            return after;
                        })),
                fault(
                        "a session for each change of its id",
                        "ties",
                        "such as the lines of a basket",
                        of("sessions", history -> {
                            int sessions = 0;
                            String id = null;
                            for (View view : history.events(View.class)) {
                                sessions += Objects.equals(view.session(), id) ? 0 : 1;
                                id = view.session();
                            }
                            return sessions;
                        })));
    }

    private static Stream<Fault> currency() {
        return Stream.of(
                fault(
                        "spend that is called a number",
                        "currency",
                        "its unit is 'number'",
                        of("number", FaultyExtractorsTest::spent)),
                fault(
                        "a logarithm that is called currency",
                        "currency",
                        "does not grow by 1,000",
                        of("currency", history -> Math.log1p(spent(history)))),
                fault(
                        "a variance that is called currency",
                        "currency",
                        "does not grow by 1,000",
                        of("currency", history -> spent(history) * spent(history))),
                fault(
                        "a band of 100 of any currency",
                        "currency",
                        "its unit is 'orders'",
                        of(
                                "orders",
                                history -> history.events(Purchase.class).stream()
                                        .filter(purchase -> purchase.amount().doubleValue() > 100)
                                        .count())),
                fault(
                        "spend over the number of views as a share",
                        "currency",
                        "its unit is 'share'",
                        of(
                                "share",
                                history -> spent(history)
                                        / (1 + history.events(View.class).size()))));
    }

    private static Stream<Fault> others() {
        return Stream.of(
                fault("a vocabulary that outlives its learner", "erasure", "earlier fit", new Remembering()),
                fault(
                        "an age that is parsed",
                        "messages",
                        "the message of the NumberFormatException holds",
                        of(
                                "years",
                                history -> Integer.parseInt(history.attributes().getOrDefault("age", "0")))),
                fault(
                        "a refusal that quotes a text",
                        "messages",
                        "the message of the IllegalArgumentException holds",
                        of("texts", history -> {
                            for (Feedback feedback : history.events(Feedback.class)) {
                                if (feedback.text().chars().anyMatch(Character::isDigit)) {
                                    throw new IllegalArgumentException("cannot read '" + feedback.text() + "'");
                                }
                            }
                            return count(history);
                        })),
                fault("countries of this shop alone", "messages", "of an unexpected form", of("code", history -> {
                    String country = history.attributes().getOrDefault("country", "Peru");
                    int code = List.of("France", "Peru", "Spain").indexOf(country);
                    if (code < 0) {
                        throw new IllegalStateException("an unknown country");
                    }
                    return code;
                })),
                fault(
                        "a vocabulary of sessions",
                        "messages",
                        "learns the ids of sessions",
                        learned(histories -> FittedState.EMPTY
                                .withNumbers("value", 0)
                                .withTexts(
                                        "sessions",
                                        histories.stream()
                                                .flatMap(history -> history.events(View.class).stream())
                                                .map(View::session)
                                                .filter(Objects::nonNull)
                                                .distinct()
                                                .sorted()
                                                .toList()))),
                fault("a toString that shows what was learned", "messages", "has a toString()", new Showing()),
                fault("one buffer for all customers", "threads", "several threads", new Buffered()),
                fault("a small buffer that is cleared at every write", "threads", "several threads", new Cleared()));
    }

    @RepeatedTest(12)
    void aSharedBufferIsCaughtHoweverTheThreadsMeet() {
        Checked checked = Checked.of(new Cleared(), new SampleHistories(0).histories(60));
        assertThatThrownBy(() -> new ThreadRule(checked).check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("several threads");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsCaughtByItsRule(Fault fault) {
        assertThatThrownBy(() -> ExtractorChecks.check(fault.extractor()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("extractor '" + fault.extractor().name() + "'")
                .hasMessageContaining(fault.words())
                .hasMessageEndingWith("[rule " + fault.rule() + "]");
    }

    @Test
    void everyRuleCatchesAtLeastOne() {
        assertThat(faults().map(Fault::rule).distinct())
                .containsExactlyInAnyOrder(
                        "writing",
                        "learning",
                        "leaks",
                        "states",
                        "size",
                        "environment",
                        "calendar",
                        "ties",
                        "currency",
                        "erasure",
                        "messages",
                        "threads");
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void theStateThatIsStoredBadlyIsHonestOtherwise() {
        assertThatCode(() -> ExtractorChecks.check(planted(Signals::new))).doesNotThrowAnyException();
    }

    private static Fault fault(String name, String rule, String words, FittableExtractor extractor) {
        return new Fault(name, rule, words, extractor);
    }

    // What faults are made of.

    /** An extractor of states at hand. */
    private record Planted(List<Feature> features, Supplier<State> states) implements FeatureExtractor {

        @Override
        public String name() {
            return "planted";
        }

        @Override
        public State begin(CustomerContext customer) {
            return states.get();
        }
    }

    private static FeatureExtractor planted(Supplier<State> states) {
        return new Planted(List.of(feature("events")), states);
    }

    private static State state(Consumer<CustomerEvent> add, FeatureExtractor.FeatureWriter writer) {
        return new State() {
            @Override
            public void add(CustomerEvent event) {
                add.accept(event);
            }

            @Override
            public void write(Instant cutoff, double[] row, int offset) {
                writer.write(cutoff, row, offset);
            }
        };
    }

    private interface CountWriter {
        void write(int count, double[] row, int offset);
    }

    private static FeatureExtractor counting(CountWriter writer) {
        return planted(() -> new Counting(writer));
    }

    private static final class Counting implements State {

        private final CountWriter writer;
        private int count;

        Counting(CountWriter writer) {
            this.writer = writer;
        }

        @Override
        public void add(CustomerEvent event) {
            count++;
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            writer.write(count, row, offset);
        }
    }

    /** The number and the last of all signals. */
    private static class Signals implements State {

        long count;
        double last;

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Signal signal) {
                count++;
                last = signal.value();
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = last + 1_000 * count;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(count).number(last);
        }

        @Override
        public void restore(StateReader in) {
            count = in.whole();
            last = in.number();
        }

        @Override
        public void merge(StateReader later) {
            long more = later.whole();
            double latest = later.number();
            count += more;
            last = more == 0 ? last : latest;
        }
    }

    private static final class HalfRestored extends Signals {
        @Override
        public void restore(StateReader in) {
            in.whole();
            last = in.number();
        }
    }

    private static final class Clearing extends Signals {
        @Override
        public void snapshot(StateWriter out) {
            super.snapshot(out);
            count = 0;
        }
    }

    private static final class Leaving extends Signals {
        @Override
        public void restore(StateReader in) {
            count = in.whole();
        }
    }

    private static final class KeepingTheEarlier extends Signals {
        @Override
        public void merge(StateReader later) {
            count += later.whole();
            double latest = later.number();
            last = last == 0 ? latest : last;
        }
    }

    private static final class OneWay extends Signals {
        @Override
        public void restore(StateReader in) {
            throw new UnsupportedOperationException("no way back");
        }
    }

    /** The number of different products. */
    private static final class AddingDistinct implements State {

        private final Set<String> products = new HashSet<>();
        private long merged;

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase && purchase.product() != null) {
                products.add(purchase.product());
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = products.size() + merged;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(merged).whole(products.size());
            new TreeSet<>(products).forEach(out::text);
        }

        @Override
        public void restore(StateReader in) {
            merged = in.whole();
            for (int i = in.count(1); i > 0; i--) {
                products.add(in.text());
            }
        }

        @Override
        public void merge(StateReader later) {
            merged += later.whole();
            for (int i = later.count(1); i > 0; i--) {
                later.text();
                merged++;
            }
        }
    }

    /** The median of all signals. */
    private static final class Median implements State {

        private final List<Double> values = new ArrayList<>();

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Signal signal) {
                values.add(signal.value());
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            double[] sorted =
                    values.stream().mapToDouble(value -> value).sorted().toArray();
            row[offset] = sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(values.size());
            values.forEach(out::number);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = later.count(8); i > 0; i--) {
                values.add(later.number());
            }
        }
    }

    /** The number of different moments of views. */
    private static final class Moments implements State {

        private final Set<Instant> moments = new TreeSet<>();

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof View) {
                moments.add(event.time());
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = moments.size();
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(moments.size());
            moments.forEach(out::instant);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = later.count(1); i > 0; i--) {
                moments.add(later.instant());
            }
        }
    }

    /** Sums in a buffer of its own rather than on the stack. */
    private static final class Buffered implements FeatureExtractor {

        private final double[] buffer = new double[50_000];

        @Override
        public String name() {
            return "buffered";
        }

        @Override
        public List<Feature> features() {
            return List.of(feature("events"));
        }

        @Override
        public State begin(CustomerContext customer) {
            return new Counting((count, row, offset) -> {
                Arrays.fill(buffer, count);
                row[offset] = Arrays.stream(buffer).sum() / buffer.length;
            });
        }
    }

    /** The busiest hour's share of the events, counted in an array that all customers share. */
    private static final class Cleared implements FeatureExtractor {

        private static final int[] BUFFER = new int[24];

        @Override
        public String name() {
            return "cleared";
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.numeric("busiest", "share", "Share of the busiest hour", "test"));
        }

        @Override
        public State begin(CustomerContext customer) {
            List<Integer> hours = new ArrayList<>();
            return state(
                    event -> {
                        if (event instanceof Purchase) {
                            hours.add(event.time().atZone(customer.zone()).getHour());
                        }
                    },
                    (cutoff, row, offset) -> {
                        Arrays.fill(BUFFER, 0);
                        hours.forEach(hour -> BUFFER[hour]++);
                        row[offset] = hours.isEmpty()
                                ? Double.NaN
                                : (double) Arrays.stream(BUFFER).max().orElse(0) / hours.size();
                    });
        }
    }

    /** Writes one learned number. */
    private record Learned(FittedState fittedState) implements FeatureExtractor {

        @Override
        public String name() {
            return "learned";
        }

        @Override
        public List<Feature> features() {
            return List.of(feature("number"));
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new Learned(state);
        }

        @Override
        public State begin(CustomerContext customer) {
            double value = fittedState.number("value");
            return State.of((cutoff, row, offset) -> row[offset] = value);
        }
    }

    private abstract static class Learning implements FittableExtractor {

        @Override
        public String name() {
            return "learned";
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new Learned(state);
        }

        abstract FeatureExtractor learn(List<CustomerHistory> histories);

        @Override
        public Learner learner() {
            List<CustomerHistory> seen = new ArrayList<>();
            return new Learner() {
                @Override
                public void add(CustomerHistory history) {
                    seen.add(history);
                }

                @Override
                public FeatureExtractor learned() {
                    return learn(seen);
                }
            };
        }
    }

    private static FittableExtractor learned(Function<List<CustomerHistory>, FittedState> learn) {
        return new Learning() {
            @Override
            FeatureExtractor learn(List<CustomerHistory> histories) {
                return new Learned(learn.apply(histories));
            }
        };
    }

    private static List<String> names(List<CustomerHistory> histories) {
        return histories.stream()
                .flatMap(history -> history.events(AttributeChange.class).stream())
                .map(AttributeChange::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** Counts histories; the larger of two counts wins. */
    private static final class Merging extends Learning {

        @Override
        FeatureExtractor learn(List<CustomerHistory> histories) {
            return new Learned(FittedState.EMPTY.withNumbers("value", histories.size()));
        }

        @Override
        public Learner learner() {
            return new Learner() {
                private long count;

                @Override
                public void add(CustomerHistory history) {
                    count++;
                }

                @Override
                public void snapshot(StateWriter out) {
                    out.whole(count);
                }

                @Override
                public void merge(StateReader other) {
                    count = Math.max(count, other.whole());
                }

                @Override
                public FeatureExtractor learned() {
                    return new Learned(FittedState.EMPTY.withNumbers("value", count));
                }
            };
        }
    }

    /** Restores to nothing learned. */
    private static final class Forgetful extends Learning {

        @Override
        FeatureExtractor learn(List<CustomerHistory> histories) {
            return new Learned(FittedState.EMPTY.withNumbers("value", histories.size()));
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new Learned(FittedState.EMPTY.withNumbers("value", 0));
        }
    }

    /** Keeps its vocabulary in the plan. */
    private static final class Remembering extends Learning {

        private final Set<String> vocabulary = new TreeSet<>();

        @Override
        FeatureExtractor learn(List<CustomerHistory> histories) {
            vocabulary.addAll(names(histories));
            return new Learned(FittedState.EMPTY.withNumbers("value", vocabulary.size()));
        }
    }

    /** Shows the values that it learned. */
    private static final class Showing extends Learning {

        @Override
        FeatureExtractor learn(List<CustomerHistory> histories) {
            List<String> values = histories.stream()
                    .flatMap(history -> history.events(AttributeChange.class).stream())
                    .map(AttributeChange::value)
                    .distinct()
                    .sorted()
                    .toList();
            FeatureExtractor learned = new Learned(FittedState.EMPTY.withNumbers("value", values.size()));
            return new FeatureExtractor() {
                @Override
                public String name() {
                    return learned.name();
                }

                @Override
                public List<Feature> features() {
                    return learned.features();
                }

                @Override
                public FittedState fittedState() {
                    return learned.fittedState();
                }

                @Override
                public FeatureExtractor restore(FittedState state) {
                    return learned.restore(state);
                }

                @Override
                public State begin(CustomerContext customer) {
                    return learned.begin(customer);
                }

                @Override
                public String toString() {
                    return "Showing" + values;
                }
            };
        }
    }
}
