package dev.clv.features.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.standard.StandardExtractors;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One extractor for each fault that the checks promise to catch, and honest ones that look alike. */
class PlantedFaultsTest {

    private static final Feature VALUE = Feature.numeric("value", "number", "Whatever a test plants", "test");

    private static FeatureExtractor of(ToDoubleFunction<CustomerHistory> value) {
        return FeatureExtractor.of(VALUE, value);
    }

    private static void assertCaught(FittableExtractor extractor, String message) {
        assertThatThrownBy(() -> ExtractorChecks.check(extractor))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("extractor '" + extractor.name() + "'")
                .hasMessageContaining(message);
    }

    private static void assertKept(FittableExtractor extractor) {
        assertThatCode(() -> ExtractorChecks.check(extractor)).doesNotThrowAnyException();
    }

    private static Instant lastTime(CustomerHistory history) {
        List<Purchase> purchases = history.events(Purchase.class);
        return purchases.isEmpty()
                ? history.cutoff()
                : purchases.get(purchases.size() - 1).time();
    }

    // The clock, the date, the zone and the locale.

    @Test
    void theClockIsCaught() {
        assertCaught(
                of(history -> Duration.between(lastTime(history), Instant.now()).toDays()),
                "changes when the same events happen 400 years later: it asks the clock");
        assertCaught(
                of(history -> System.currentTimeMillis() > lastTime(history).toEpochMilli() ? 1 : 0),
                "400 years later");
        assertKept(of(
                history -> Duration.between(lastTime(history), history.cutoff()).toDays()));
    }

    @Test
    void theDateOfTheSystemIsCaught() {
        assertCaught(of(history -> LocalDate.now().getDayOfMonth()), "depends on the time zone or the locale");
    }

    @Test
    void aFixedDateIsCaughtAndTheSeasonIsNot() {
        assertCaught(of(history -> lastTime(history).getEpochSecond() / 86_400), "counts from a fixed date");
        assertKept(of(history ->
                lastTime(history).atZone(history.zone()).getDayOfWeek().getValue()));
        assertKept(of(history -> lastTime(history).atZone(history.zone()).getDayOfYear()));
    }

    @Test
    void theZoneOfTheSystemIsCaught() {
        assertCaught(
                of(history -> lastTime(history).atZone(ZoneId.systemDefault()).getHour()),
                "depends on the time zone or the locale of the system");
        assertKept(of(history -> lastTime(history).atZone(history.zone()).getHour()));
    }

    @Test
    @SuppressWarnings("StringCaseLocaleUsage") // the fault that is planted
    void theLocaleOfTheSystemIsCaught() {
        assertCaught(
                of(history ->
                        "TITLE".toLowerCase().equals("title") ? history.events().size() : 0),
                "depends on the time zone or the locale of the system");
    }

    // The future, and who a customer is.

    private static EventLog log(List<CustomerHistory> histories) {
        EventLog.Builder builder = EventLog.builder().zone(ZoneId.of("Europe/London"));
        histories.forEach(history -> history.events().forEach(event -> builder.add(history.customer(), event)));
        return builder.build();
    }

    @Test
    void anExtractorThatHoldsALogIsCaughtWithoutKnowingTheLog() {
        EventLog log = log(new SampleHistories(3).histories(20));
        assertCaught(
                of(history -> log.history(history.customer()).events().size()),
                "holds customers' events, which may be of the future");
        Map<String, List<CustomerHistory>> byId = Map.of("x", new SampleHistories(3).histories(2));
        assertCaught(of(history -> byId.containsKey(history.customer()) ? 1 : 0), "a CustomerHistory");
    }

    @Test
    void aLookUpByIdIsCaughtOnHistoriesOfOnesOwn() {
        List<CustomerHistory> histories = new SampleHistories(3).histories(20);
        Map<String, Integer> future = new HashMap<>();
        histories.forEach(
                history -> future.put(history.customer(), history.events().size()));
        FeatureExtractor extractor = of(history -> future.getOrDefault(history.customer(), 0));
        assertThatThrownBy(() -> ExtractorChecks.check(extractor, histories))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("depends on the customer's id");
    }

    @Test
    void aLookUpInALogMustKnowNoMoreThanTheLogOfThatTime() {
        EventLog log = log(new SampleHistories(3).histories(40));
        List<Instant> cutoffs = List.of(Instant.parse("2021-01-01T00:00:00Z"), Instant.parse("2021-10-01T00:00:00Z"));
        Function<EventLog, FittableExtractor> leaking =
                all -> of(history -> all.history(history.customer()).events().size());
        Function<EventLog, FittableExtractor> honest = all -> of(history -> all.history(history.customer())
                .before(history.cutoff())
                .events()
                .size());
        assertThatThrownBy(() -> ExtractorChecks.checkLookups(leaking, log, cutoffs))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("feature 'value' knows the future: as of 2021-01-01T00:00:00Z");
        assertThatCode(() -> ExtractorChecks.checkLookups(honest, log, cutoffs)).doesNotThrowAnyException();
        assertThatCode(() -> ExtractorChecks.checkLookups(any -> StandardExtractors.attributes(9, 1), log, cutoffs))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ExtractorChecks.checkLookups(honest, log, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // Learning.

    /** Learns one list of numbers or texts from the histories; a test says how. */
    private abstract static class Learning implements FittableExtractor {

        @Override
        public String name() {
            return "learning";
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new Learned(state);
        }

        abstract FittedState learn(List<CustomerHistory> histories);

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
                    return new Learned(learn(seen));
                }
            };
        }
    }

    private record Learned(FittedState fittedState) implements FeatureExtractor {

        @Override
        public String name() {
            return "learning";
        }

        @Override
        public List<Feature> features() {
            return List.of(VALUE);
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new Learned(state);
        }

        @Override
        public State begin(CustomerContext customer) {
            return State.of((cutoff, row, offset) -> row[offset] = fittedState.numbers().values().stream()
                    .mapToDouble(list -> list[0])
                    .sum());
        }
    }

    private static FittableExtractor learning(Function<List<CustomerHistory>, FittedState> learn) {
        return new Learning() {
            @Override
            FittedState learn(List<CustomerHistory> histories) {
                return learn.apply(histories);
            }
        };
    }

    @Test
    void idsInWhatWasLearnedAreCaught() {
        assertCaught(
                learning(histories -> FittedState.EMPTY.withTexts(
                        "best",
                        List.copyOf(new TreeSet<>(histories.stream()
                                .map(CustomerHistory::customer)
                                .toList())))),
                "keeps customers' ids, or something made of them, in what it learned");
        assertCaught(
                learning(histories -> FittedState.EMPTY.withNumbers(
                        "hash",
                        histories.stream()
                                .mapToLong(history -> history.customer().hashCode())
                                .sum())),
                "keeps customers' ids");
        assertKept(learning(histories -> FittedState.EMPTY.withNumbers("count", histories.size())));
    }

    @Test
    void learningThatDependsOnTheOrderOfTheHistoriesIsCaught() {
        assertCaught(
                learning(histories -> FittedState.EMPTY.withNumbers(
                        "last", histories.get(histories.size() - 1).events().size())),
                "learns something else from the same histories in another order");
    }

    // Settings.

    /** Order-days times a factor, which the fitted state may or may not hold, and restore may or may not take. */
    private record Scaled(double factor, boolean holds, boolean takes) implements FeatureExtractor {

        @Override
        public String name() {
            return "scaled";
        }

        @Override
        public List<Feature> features() {
            return List.of(VALUE);
        }

        @Override
        public FittedState fittedState() {
            return holds ? FittedState.EMPTY.withNumbers("factor", factor) : FittedState.EMPTY;
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return takes ? new Scaled(state.number("factor"), holds, takes) : this;
        }

        @Override
        public State begin(CustomerContext customer) {
            OrderDays orders = customer.shared(OrderDays.SHARED);
            return State.of((cutoff, row, offset) -> row[offset] = factor * orders.count());
        }
    }

    @Test
    void aForgottenSettingIsCaughtByItsNumbers() {
        assertThatCode(() -> ExtractorChecks.checkSettings(new Scaled(2, true, true), new Scaled(3, true, true)))
                .doesNotThrowAnyException();
        for (boolean holds : new boolean[] {true, false}) {
            assertThatThrownBy(() ->
                            ExtractorChecks.checkSettings(new Scaled(2, holds, false), new Scaled(3, holds, false)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("extractor 'scaled': feature 'value' differs after restore(fittedState())")
                    .hasMessageContaining("let restore take them from there");
        }
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of(StandardExtractors.seasonality(30), StandardExtractors.seasonality()),
                Arguments.of(StandardExtractors.windows(14, 60), StandardExtractors.windows()),
                Arguments.of(StandardExtractors.signals(1, 1), StandardExtractors.signals()),
                Arguments.of(StandardExtractors.attributes(2, 1), StandardExtractors.attributes()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingOfTheStandardExtractorsIsHeld(FittableExtractor extractor, FittableExtractor other) {
        assertThatCode(() -> ExtractorChecks.checkSettings(extractor, other)).doesNotThrowAnyException();
        assertThatCode(() -> ExtractorChecks.checkSettings(other, extractor)).doesNotThrowAnyException();
    }

    // States.

    @Test
    void aStateThatCannotBeStoredIsAllowed() {
        assertKept(new FeatureExtractor() {
            @Override
            public String name() {
                return "bought";
            }

            @Override
            public List<Feature> features() {
                return List.of(VALUE);
            }

            @Override
            public State begin(CustomerContext customer) {
                return new State() {
                    private double bought;

                    @Override
                    public void add(CustomerEvent event) {
                        bought += event instanceof Purchase purchase ? purchase.quantity() : 0;
                    }

                    @Override
                    public void write(Instant cutoff, double[] row, int offset) {
                        row[offset] = bought;
                    }
                };
            }
        });
    }
}
