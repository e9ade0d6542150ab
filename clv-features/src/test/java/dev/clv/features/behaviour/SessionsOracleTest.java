package dev.clv.features.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.CustomerState;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.internal.CustomerSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions beside the rule written down as it is read, event by event, on crowded days. */
class SessionsOracleTest {

    private static final Instant START = Instant.parse("2024-03-01T08:00:00Z");
    private static final Instant CUTOFF = START.plus(Duration.ofDays(3));

    private static @Nullable String id(CustomerEvent event) {
        return event instanceof View view ? view.session() : event instanceof CartAdd cart ? cart.session() : null;
    }

    private static List<CustomerEvent> events(Random random) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            Instant time = START.plus(Duration.ofMinutes(10L * random.nextInt(60)));
            String id = random.nextInt(3) == 0 ? null : "s" + random.nextInt(3);
            events.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Purchase.of(time, BigDecimal.ONE);
                        case 1 -> new CartAdd(time, 1, "p", null, id);
                        default -> new View(time, "p", null, id);
                    });
        }
        events.sort(Comparator.comparing(CustomerEvent::time));
        return events;
    }

    /** Sessions as lists of their events. */
    private static List<List<CustomerEvent>> oracle(List<CustomerEvent> events) {
        List<CustomerEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(CustomerEvent::time)
                .thenComparing(SessionsOracleTest::order, Comparator.nullsFirst(Comparator.naturalOrder())));
        List<List<CustomerEvent>> sessions = new ArrayList<>();
        CustomerEvent before = null;
        String current = null;
        for (CustomerEvent event : sorted) {
            String id = id(event);
            boolean near = before != null
                    && Duration.between(before.time(), event.time()).toMinutes() <= 30;
            boolean same = id != null && before != null && id.equals(id(before));
            boolean other = id != null && current != null && !id.equals(current);
            if (!same && (!near || other)) {
                sessions.add(new ArrayList<>());
                current = null;
            }
            sessions.get(sessions.size() - 1).add(event);
            current = id == null ? current : id;
            before = event;
        }
        return sessions;
    }

    /** The order of ids within an instant, which is that of their hashes. */
    private static @Nullable Long order(CustomerEvent event) {
        String id = id(event);
        return id == null ? null : CustomerSet.hash(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sessionsAreThoseOfTheRuleHoweverTheEventsAreDivided(long seed) {
        Random random = new Random(seed);
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(BehaviourExtractors.sessions())).fit(List.of());
        for (int i = 0; i < 300; i++) {
            List<CustomerEvent> events = events(random);
            List<List<CustomerEvent>> sessions = oracle(events);
            CustomerState whole = pipeline.begin("ada", ZoneOffset.UTC);
            CustomerState merged = pipeline.begin("ada", ZoneOffset.UTC);
            CustomerState part = pipeline.begin("ada", ZoneOffset.UTC);
            for (CustomerEvent event : events) {
                whole.add(event);
                part.add(event);
                if (random.nextInt(4) == 0) {
                    merged = merged.merged(part.snapshot());
                    part = pipeline.begin("ada", ZoneOffset.UTC);
                }
            }
            double[] row = whole.row(CUTOFF);

            assertThat(merged.merged(part.snapshot()).row(CUTOFF)).isEqualTo(row);
            assertThat(row[0]).isEqualTo(sessions.size());
            if (!sessions.isEmpty()) {
                // Means of whole numbers, so that their sums are known but for the last bits.
                assertThat(Math.round(row[3] * sessions.size()))
                        .isEqualTo(sessions.stream()
                                .mapToLong(SessionsOracleTest::minutes)
                                .sum());
                assertThat(Math.round(row[5] * sessions.size())).isEqualTo(count(sessions, Purchase.class));
                assertThat(Math.round(row[6] * sessions.size())).isEqualTo(count(sessions, CartAdd.class));
            }
        }
    }

    private static long minutes(List<CustomerEvent> session) {
        return Duration.between(
                        session.get(0).time(), session.get(session.size() - 1).time())
                .toMinutes();
    }

    private static long count(List<List<CustomerEvent>> sessions, Class<?> kind) {
        return sessions.stream()
                .filter(session -> session.stream().anyMatch(kind::isInstance))
                .count();
    }
}
