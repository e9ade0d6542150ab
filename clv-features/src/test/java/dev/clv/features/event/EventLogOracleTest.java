package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.RandomEvents.Owned;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columnar log against a map of plain lists, for events of every kind. */
class EventLogOracleTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Instant END = RandomEvents.START.plus(5, ChronoUnit.HOURS);

    private static final List<Class<? extends CustomerEvent>> KINDS = List.of(
            AttributeChange.class,
            Purchase.class,
            Refund.class,
            View.class,
            CartAdd.class,
            Review.class,
            Feedback.class,
            Signal.class);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 31, 33, 400, 20_000})
    void everyEventComesBackInCanonicalOrder(int size) {
        for (int seed = 0; seed < (size < 1000 ? 40 : 1); seed++) {
            List<Owned> events = new RandomEvents(seed).list(size);
            EventLog log = log(events);
            Map<String, List<CustomerEvent>> expected = oracle(events);

            assertThat(log.customers()).containsExactlyElementsOf(expected.keySet());
            long count = 0;
            for (String customer : expected.keySet()) {
                assertThat(log.history(customer).events()).isEqualTo(expected.get(customer));
                count += expected.get(customer).stream()
                        .filter(event -> !(event instanceof AttributeChange))
                        .count();
            }
            assertThat(log.size()).isEqualTo(count);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 33, 300})
    void anyOrderOfInsertionMakesTheSameLog(int size) {
        for (int seed = 0; seed < 40; seed++) {
            RandomEvents random = new RandomEvents(seed);
            List<Owned> events = random.list(size);
            EventLog log = log(events);
            EventLog shuffled = log(random.shuffled(events));

            assertThat(shuffled.customers()).isEqualTo(log.customers());
            for (String customer : log.customers()) {
                assertThat(shuffled.history(customer).events())
                        .isEqualTo(log.history(customer).events());
                assertThat(shuffled.history(customer).attributes())
                        .isEqualTo(log.history(customer).attributes());
            }
            assertThat(shuffled.quality()).hasToString(log.quality().toString());
            assertThat(shuffled.observedUntil()).isEqualTo(log.observedUntil());
            assertThat(shuffled.firstEvent()).isEqualTo(log.firstEvent());
            assertThat(shuffled.lastEvent()).isEqualTo(log.lastEvent());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0.5})
    void threadsChangeNothingInTheLogOrItsReport(double winsorizeAt) {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int size : new int[] {0, 1, 33, 400, 20_000}) {
                List<Owned> events = new RandomEvents(size).list(size);
                EventLog alone = builder(events, winsorizeAt).build();
                EventLog together = builder(events, winsorizeAt).build(threads);

                assertThat(together.customers()).isEqualTo(alone.customers());
                for (String customer : alone.customers()) {
                    assertThat(together.history(customer).events())
                            .isEqualTo(alone.history(customer).events());
                }
                assertThat(together.quality()).hasToString(alone.quality().toString());
                assertThat(together.observedUntil()).isEqualTo(alone.observedUntil());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 60})
    void beforeIsAFilterByTime(int size) {
        for (int seed = 0; seed < 40; seed++) {
            RandomEvents random = new RandomEvents(seed);
            List<Owned> events = random.list(size);
            EventLog log = log(events);
            List<Instant> cutoffs =
                    new ArrayList<>(List.of(Instant.MIN, Instant.EPOCH, END, Instant.MAX, random.time()));
            events.forEach(owned -> {
                if (!owned.event().time().equals(Instant.MIN)) {
                    cutoffs.add(owned.event().time().minusNanos(1));
                    cutoffs.add(owned.event().time());
                    cutoffs.add(owned.event().time().plusNanos(1));
                }
            });
            for (String customer : log.customers()) {
                CustomerHistory history = log.history(customer);
                for (Instant cutoff : cutoffs) {
                    List<CustomerEvent> known = history.events().stream()
                            .filter(event -> event.time().isBefore(cutoff))
                            .toList();
                    CustomerHistory before = history.before(cutoff);
                    assertThat(before.events()).isEqualTo(known);
                    assertThat(before.cutoff()).isEqualTo(cutoff);
                    assertThat(before.events(Purchase.class))
                            .isEqualTo(known.stream()
                                    .filter(Purchase.class::isInstance)
                                    .toList());
                    assertThat(history.eventsFrom(cutoff))
                            .isEqualTo(history.events()
                                    .subList(known.size(), history.events().size()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aPartHasTheSameHistories(long seed) {
        EventLog log = log(new RandomEvents(seed).list(300));
        Set<String> some = new HashSet<>(log.customers().subList(2, 9));
        some.add("nobody");
        EventLog part = log.only(some);

        assertThat(part.customers()).isEqualTo(log.customers().subList(2, 9));
        assertThat(part.observedUntil()).isEqualTo(log.observedUntil());
        assertThat(part.history(log.customers().get(0)).isEmpty()).isTrue();
        assertThat(part.customers())
                .contains(log.customers().get(8))
                .doesNotContain(log.customers().get(9));
        for (String customer : part.customers()) {
            assertThat(part.history(customer).events())
                    .isEqualTo(log.history(customer).events());
        }
        assertThat(part.size() + log.only(rest(log, some)).size()).isEqualTo(log.size());
    }

    private static Set<String> rest(EventLog log, Set<String> some) {
        Set<String> rest = new HashSet<>(log.customers());
        rest.removeAll(some);
        return rest;
    }

    private static EventLog log(List<Owned> events) {
        return builder(events, Double.NaN).build();
    }

    private static EventLog.Builder builder(List<Owned> events, double winsorizeAt) {
        EventLog.Builder builder = EventLog.builder().zone(ZONE).observedUntil(END);
        if (!Double.isNaN(winsorizeAt)) {
            builder.winsorizeAmountsAt(winsorizeAt);
        }
        events.forEach(owned -> builder.add(owned.customer(), owned.event()));
        return builder;
    }

    private static Map<String, List<CustomerEvent>> oracle(List<Owned> events) {
        Map<String, List<CustomerEvent>> byCustomer = new TreeMap<>();
        for (Owned owned : events) {
            if (owned.event().time().isBefore(END)) {
                byCustomer
                        .computeIfAbsent(owned.customer(), id -> new ArrayList<>())
                        .add(owned.event());
            }
        }
        byCustomer.values().forEach(EventLogOracleTest::sortAndThin);
        return byCustomer;
    }

    private static void sortAndThin(List<CustomerEvent> events) {
        events.sort(Comparator.comparing(CustomerEvent::time)
                .thenComparing(event -> KINDS.indexOf(event.getClass()))
                .thenComparing(EventLogOracleTest::compareContents));
        Map<String, String> last = new HashMap<>();
        events.removeIf(event -> event instanceof AttributeChange change
                && Objects.equals(last.put(change.name(), change.value()), change.value()));
    }

    private static int compareContents(CustomerEvent a, CustomerEvent b) {
        Comparator<String> text = Comparator.nullsFirst(Comparator.naturalOrder());
        if (a instanceof Purchase || a instanceof Refund) {
            Purchase left = asPurchase(a);
            Purchase right = asPurchase(b);
            return Comparator.comparing(Purchase::order, text)
                    .thenComparing(Purchase::product, text)
                    .thenComparing(Purchase::category, text)
                    .thenComparing(Purchase::amount)
                    .thenComparing(purchase -> purchase.amount().scale())
                    .thenComparing(Purchase::quantity)
                    .compare(left, right);
        }
        if (a instanceof View left && b instanceof View right) {
            return Comparator.comparing(View::session, text)
                    .thenComparing(View::product, text)
                    .thenComparing(View::category, text)
                    .compare(left, right);
        }
        if (a instanceof CartAdd left && b instanceof CartAdd right) {
            return Comparator.comparing(CartAdd::session, text)
                    .thenComparing(CartAdd::product, text)
                    .thenComparing(CartAdd::category, text)
                    .thenComparing(CartAdd::quantity)
                    .compare(left, right);
        }
        if (a instanceof Review left && b instanceof Review right) {
            return Comparator.comparing(Review::text, text)
                    .thenComparing(Review::product, text)
                    .thenComparing(Review::category, text)
                    .thenComparing(Review::rating)
                    .compare(left, right);
        }
        if (a instanceof Feedback left && b instanceof Feedback right) {
            return left.text().compareTo(right.text());
        }
        if (a instanceof Signal left && b instanceof Signal right) {
            return Comparator.comparing(Signal::name)
                    .thenComparing(Signal::value)
                    .compare(left, right);
        }
        AttributeChange left = (AttributeChange) a;
        AttributeChange right = (AttributeChange) b;
        return Comparator.comparing(AttributeChange::name)
                .thenComparing(AttributeChange::value)
                .compare(left, right);
    }

    private static Purchase asPurchase(CustomerEvent event) {
        return event instanceof Refund refund
                ? new Purchase(
                        refund.time(),
                        refund.amount(),
                        refund.quantity(),
                        refund.order(),
                        refund.product(),
                        refund.category())
                : (Purchase) event;
    }
}
