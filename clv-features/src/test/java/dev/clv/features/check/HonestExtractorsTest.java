package dev.clv.features.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.btyd.BuyTillYouDie;
import dev.clv.features.btyd.BuyTillYouDie.Model;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.product.ProductExtractors;
import dev.clv.features.sequence.EventTokens;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.TextEmbedder;
import dev.clv.features.text.TextExtractors;
import dev.clv.features.text.entity.Catalogue;
import dev.clv.features.text.entity.EntityExtractors;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No rule suspects an extractor that keeps the contract, however near to a fault it looks. */
class HonestExtractorsTest {

    /** On how many samples of histories each is checked; the profile {@code long} has a thousand. */
    private static final int SEEDS = Integer.getInteger("clv.seeds", 12);

    static Stream<FittableExtractor> honest() {
        return Stream.of(
                        StandardExtractors.all().stream(),
                        TextExtractors.all().stream(),
                        BehaviourExtractors.all().stream(),
                        Stream.of(
                                BehaviourExtractors.carts(1),
                                BehaviourExtractors.prices(1),
                                BehaviourExtractors.replenishment(1),
                                BehaviourExtractors.channels(1, "channel", "country"),
                                BehaviourExtractors.firstOrder(1),
                                BehaviourExtractors.cohorts(1),
                                BehaviourExtractors.popularity(1),
                                StandardExtractors.attributes(2, 1),
                                StandardExtractors.signals(1, 1),
                                TextExtractors.sentiment(1),
                                TextExtractors.embedding(),
                                EntityExtractors.brands(
                                        Catalogue.builder().brand("Acme").build(), List.of()),
                                ProductExtractors.taste(),
                                ProductExtractors.taste(3, 1),
                                EventTokens.builder().build(),
                                EventTokens.builder().length(3).minCustomers(1).build(),
                                TextExtractors.embedding(3, 1),
                                TextExtractors.embedding("length_and_vowels", new LengthAndVowels()),
                                BuyTillYouDie.of(Duration.ofDays(90))
                                        .models(Model.PARETO_NBD, Model.BG_NBD, Model.MBG_NBD)),
                        lookAlikes())
                .flatMap(each -> each);
    }

    private static final class LengthAndVowels implements TextEmbedder {

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public void embed(CharSequence text, float[] vector) {
            vector[0] = text.length();
            vector[1] = text.chars().filter(c -> "aeiou".indexOf(c) >= 0).count();
        }
    }

    /** What resembles the faults of {@link FaultyExtractorsTest}. */
    private static Stream<FittableExtractor> lookAlikes() {
        return Stream.of(
                of(
                        "weekday",
                        "day",
                        history -> lastTime(history)
                                .atZone(history.zone())
                                .getDayOfWeek()
                                .getValue()),
                of(
                        "day_of_year",
                        "day",
                        history -> lastTime(history).atZone(history.zone()).getDayOfYear()),
                of(
                        "hour",
                        "hour",
                        history -> lastTime(history).atZone(history.zone()).getHour()),
                of(
                        "age",
                        "days",
                        history -> Duration.between(lastTime(history), history.cutoff())
                                .toDays()),
                of("spent", "currency", history -> spent(history).doubleValue()),
                of(
                        "log_spent",
                        "log currency",
                        history -> StrictMath.log1p(spent(history).doubleValue())),
                of(
                        "spent_per_view",
                        "currency per view",
                        history -> spent(history).doubleValue()
                                / (1 + history.events(View.class).size())),
                of(
                        "dear_orders",
                        "orders above 100 currency",
                        history -> history.events(Purchase.class).stream()
                                .filter(purchase -> purchase.amount().doubleValue() > 100)
                                .count()),
                of("largest_share", "share", history -> {
                    double spent = spent(history).doubleValue();
                    return spent == 0 ? Double.NaN : largestLast(history) / spent;
                }),
                of("largest_of_last", "currency", HonestExtractorsTest::largestLast),
                of("adult", "share", history -> {
                    String age = history.attributes().getOrDefault("age", "");
                    return age.matches("\\d{1,3}") ? (Integer.parseInt(age) >= 18 ? 1 : 0) : Double.NaN;
                }),
                new LastHundred(),
                new DearShare(Double.NaN));
    }

    private static FeatureExtractor of(String name, String unit, ToDoubleFunction<CustomerHistory> value) {
        return FeatureExtractor.of(Feature.numeric(name, unit, "Looks like a fault", "test"), value);
    }

    private static Instant lastTime(CustomerHistory history) {
        List<Purchase> purchases = history.events(Purchase.class);
        return purchases.isEmpty()
                ? history.cutoff()
                : purchases.get(purchases.size() - 1).time();
    }

    private static BigDecimal spent(CustomerHistory history) {
        return history.events(Purchase.class).stream().map(Purchase::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of the lines of the last instant the dearest, which is the same in any order. */
    private static double largestLast(CustomerHistory history) {
        Instant last = lastTime(history);
        return history.events(Purchase.class).stream()
                .filter(purchase -> purchase.time().equals(last))
                .mapToDouble(purchase -> purchase.amount().doubleValue())
                .max()
                .orElse(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("honest")
    void anHonestExtractorKeepsTheContract(FittableExtractor extractor) {
        assertThatCode(() -> ExtractorChecks.check(extractor)).doesNotThrowAnyException();
    }

    @Test
    void noHonestExtractorIsSuspectedOnAnyHistories() {
        List<String> alarms = new ArrayList<>();
        for (int seed = 100; seed < 100 + SEEDS; seed++) {
            int customers = seed % 10 == 0 ? 40 : 5 + seed % 15;
            List<CustomerHistory> histories = new SampleHistories(seed).histories(customers);
            for (FittableExtractor extractor : honest().toList()) {
                try {
                    ExtractorChecks.check(extractor, histories);
                } catch (AssertionError e) {
                    alarms.add("seed " + seed + ": " + e.getMessage());
                }
            }
        }
        assertThat(alarms).isEmpty();
    }

    /** How many of the last hundred events were attribute changes: a state that grows, but not for ever. */
    private static final class LastHundred implements FeatureExtractor {

        @Override
        public String name() {
            return "last_hundred";
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.numeric("changes", "events", "Recent changes of attributes", "test"));
        }

        @Override
        public State begin(CustomerContext customer) {
            return new State() {
                private final List<Boolean> last = new ArrayList<>();

                @Override
                public void add(CustomerEvent event) {
                    add(event instanceof AttributeChange);
                }

                private void add(boolean change) {
                    last.add(change);
                    if (last.size() > 100) {
                        last.remove(0);
                    }
                }

                @Override
                public void write(Instant cutoff, double[] row, int offset) {
                    row[offset] = last.stream().filter(change -> change).count();
                }

                @Override
                public void snapshot(StateWriter out) {
                    out.whole(last.size());
                    last.forEach(out::flag);
                }

                @Override
                public void restore(StateReader in) {
                    merge(in);
                }

                @Override
                public void merge(StateReader later) {
                    for (int i = later.count(1); i > 0; i--) {
                        add(later.flag());
                    }
                }
            };
        }
    }

    /**
     * The share of order-days above the median spend of all customers: a threshold that is learned grows with amounts.
     *
     * @param threshold NaN before it is learned
     */
    private record DearShare(double threshold) implements FeatureExtractor {

        @Override
        public String name() {
            return "dear_share";
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.numeric("dear_share", "share", "Share of order-days that were dear", "spend"));
        }

        @Override
        public Learner learner() {
            List<Double> spends = new ArrayList<>();
            return new Learner() {
                @Override
                public void add(CustomerHistory history) {
                    spends.add(spent(history).doubleValue() / 10);
                }

                @Override
                public FeatureExtractor learned() {
                    List<Double> sorted = spends.stream().sorted().toList();
                    return new DearShare(sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2));
                }
            };
        }

        @Override
        public FittedState fittedState() {
            return FittedState.EMPTY.withNumbers("threshold", threshold);
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new DearShare(state.number("threshold"));
        }

        @Override
        public State begin(CustomerContext customer) {
            OrderDays orders = customer.shared(OrderDays.SHARED);
            return State.of((cutoff, row, offset) -> {
                int dear = 0;
                for (int i = 0; i < orders.count(); i++) {
                    dear += orders.amount(i) > threshold ? 1 : 0;
                }
                row[offset] = orders.count() == 0 ? Double.NaN : (double) dear / orders.count();
            });
        }
    }
}
