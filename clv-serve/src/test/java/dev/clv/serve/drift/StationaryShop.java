package dev.clv.serve.drift;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A shop that does not change, watched from some day on: customers join by a Poisson process that began long before the
 * log, buy at a constant rate of their own as long as they stay, and pay around a level of their own. Unless a shift
 * says otherwise.
 *
 * @param joining customers a day
 * @param days of the log
 * @param seed of everything
 */
record StationaryShop(double joining, int days, long seed) {

    static final Instant START = Instant.parse("2022-01-03T00:00:00Z");

    private static final int WARM = 1500;
    private static final double STAY = 240;
    private static final double BETWEEN = 30;
    private static final String[] CHANNELS = {"search", "advert", "friend"};
    private static final String[] COUNTRIES = {"GB", "DE", "US", "FR"};

    /** What changes from a day on. */
    interface Shift {

        /** An event as it arrives; null if it does not. */
        @Nullable
        CustomerEvent event(CustomerEvent event, Random random);

        /** The channel of a customer who joins; null if it does not arrive. */
        default @Nullable String channel(String usual, Random random) {
            return usual;
        }

        /** Customers of another kind. */
        default void more(EventLog.Builder log, Instant from, int days, Random random) {}
    }

    static Instant day(double day) {
        return START.plusMillis((long) (day * 86_400_000));
    }

    /** A model of such a shop, trained on one that nobody watches. */
    static ClvModel model(double joining, int cutoff) {
        return model(joining, cutoff, builder -> builder);
    }

    /** One that reads events one by one. */
    static ClvModel readingModel(double joining, int cutoff) {
        return model(
                joining,
                cutoff,
                builder -> builder.earlyStopping(3, 3)
                        .sequence(s -> s.gru(4).length(20).always()));
    }

    private static ClvModel model(double joining, int cutoff, UnaryOperator<ClvModelBuilder> settings) {
        return settings.apply(ClvModel.builder()
                        .horizon(Duration.ofDays(56))
                        .currency("EUR")
                        .seed(7)
                        .network(n -> n.hidden(8).members(2)))
                .train(new StationaryShop(joining, cutoff + 56, 4711).log(), day(cutoff));
    }

    EventLog log() {
        return log(days, (event, random) -> event);
    }

    EventLog log(int from, Shift shift) {
        EventLog.Builder log = EventLog.builder().currency("EUR").observedUntil(day(days));
        Random random = new Random(seed);
        Random shifts = new Random(seed + 1);
        double joined = -WARM;
        for (int customer = 0; true; customer++) {
            joined -= StrictMath.log(1 - random.nextDouble()) / joining;
            if (joined >= days) {
                break;
            }
            List<CustomerEvent> events = events(joined, customer, random);
            if (!events.isEmpty()) {
                add(log, "c" + customer, joined, events, from, shift, random, shifts);
            }
        }
        shift.more(log, day(from), days - from, shifts);
        return log.build();
    }

    private static void add(
            EventLog.Builder log,
            String id,
            double joined,
            List<CustomerEvent> events,
            int from,
            Shift shift,
            Random random,
            Random shifts) {
        Instant first = events.get(0).time();
        String usual = CHANNELS[(int) (3 * random.nextDouble() * random.nextDouble())];
        String channel = joined < from ? usual : shift.channel(usual, shifts);
        if (channel != null) {
            log.add(id, new AttributeChange(first, "channel", channel));
        }
        log.add(id, new AttributeChange(first, "country", COUNTRIES[random.nextInt(COUNTRIES.length)]));
        for (CustomerEvent event : events) {
            CustomerEvent arrived = event.time().isBefore(day(from)) ? event : shift.event(event, shifts);
            if (arrived != null) {
                log.add(id, arrived);
            }
        }
    }

    private List<CustomerEvent> events(double joined, int customer, Random random) {
        double rate = -StrictMath.log(1 - random.nextDouble()) / BETWEEN;
        double end = Math.min(days, joined - STAY * StrictMath.log(1 - random.nextDouble()));
        double level = StrictMath.exp(3 + 0.5 * random.nextGaussian());
        List<CustomerEvent> events = new ArrayList<>();
        int orders = 0;
        for (double at = joined; at < end; at -= StrictMath.log(1 - random.nextDouble()) / rate) {
            order(at, customer + "-" + orders++, level, events, random);
        }
        double visits = 2 * rate + 0.01;
        for (double at = joined; at < end; at -= StrictMath.log(1 - random.nextDouble()) / visits) {
            for (int i = random.nextInt(5); i >= 0; i--) {
                view(at + i / 1440.0, random.nextInt(60), events);
            }
        }
        events.removeIf(event -> event.time().isBefore(START) || !event.time().isBefore(day(days)));
        events.sort(Comparator.comparing(CustomerEvent::time));
        return events;
    }

    private static void order(double at, String id, double level, List<CustomerEvent> events, Random random) {
        for (int line = random.nextInt(3); line >= 0; line--) {
            int product = random.nextInt(60);
            double amount = level * StrictMath.exp(0.4 * random.nextGaussian());
            BigDecimal paid = BigDecimal.valueOf(Math.max(1, Math.round(100 * amount)), 2);
            view(at - 0.01, product, events);
            events.add(new Purchase(day(at), paid, 1, id, "p" + product, category(product)));
            if (random.nextInt(15) == 0) {
                events.add(new Refund(day(at + 5), paid, 1, id, "p" + product, category(product)));
            }
            if (random.nextInt(5) == 0) {
                events.add(new Review(
                        day(at + 8), 1 + random.nextInt(5), "as expected", "p" + product, category(product)));
            }
        }
    }

    private static void view(double at, int product, List<CustomerEvent> events) {
        events.add(new View(day(at), "p" + product, category(product)));
    }

    private static String category(int product) {
        return "k" + product % 6;
    }
}
