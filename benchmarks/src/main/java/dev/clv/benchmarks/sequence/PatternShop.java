package dev.clv.benchmarks.sequence;

import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.features.event.View;
import dev.clv.nn.math.SplitMix;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A simulated shop whose customers differ by the order of what they did, and whose true values are known. Everybody has
 * a level of spending, seen in their orders. Before the cutoff everybody buys alike; in the year after it the inclined
 * half buys at {@value #HIGH} orders a year, the other half at {@value #LOW}. Which half somebody is of shows in the
 * last weeks before the cutoff only, by a {@link Pattern}.
 */
final class PatternShop {

    /** How the two halves differ: by the same events in another order. */
    enum Pattern {
        /** Views and then a cart, or a cart and then views, in each of the last visits. */
        CART_LAST,
        /** Ratings that recover, or decline, between orders. */
        RATINGS,
        /** Gaps between the last orders that become shorter twice, or longer. */
        RHYTHM
    }

    private static final double HIGH = 8;
    private static final double LOW = 1;
    private static final double YEAR = 365;
    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    private static final double CUTOFF_DAY = 500;

    private final Pattern pattern;
    private final int customers;
    private final long seed;
    private final int horizonDays;
    private final SortedMap<String, Double> truth = new TreeMap<>();
    private final EventLog log;

    PatternShop(Pattern pattern, int customers, int horizonDays, long seed) {
        this.pattern = pattern;
        this.customers = customers;
        this.horizonDays = horizonDays;
        this.seed = seed;
        EventLog.Builder builder = EventLog.builder().currency("EUR").observedUntil(at(CUTOFF_DAY + horizonDays));
        for (int c = 0; c < customers; c++) {
            String id = "customer-" + c;
            customer(id, new SplitMix(SplitMix.mix(seed, c)), builder);
        }
        log = builder.build();
    }

    static Instant cutoff() {
        return at(CUTOFF_DAY);
    }

    EventLog log() {
        return log;
    }

    /** What each customer is expected to spend in the horizon after the cutoff. */
    SortedMap<String, Double> truth() {
        return truth;
    }

    private static Instant at(double day) {
        return START.plusSeconds((long) (day * 86_400));
    }

    private void customer(String id, SplitMix random, EventLog.Builder builder) {
        double spend = 20 * Math.exp(0.5 * gaussian(random));
        boolean inclined = random.nextDouble() < 0.5;
        List<CustomerEvent> events = new ArrayList<>();
        // Everybody's past.
        double joined = 300 * random.nextDouble();
        for (double day = joined; day < CUTOFF_DAY - 80; day += exponential(random, 40)) {
            events.add(order(day, spend, random));
        }
        switch (pattern) {
            case CART_LAST -> visits(inclined, events, spend, random);
            case RATINGS -> ratings(inclined, events, spend, random);
            case RHYTHM -> rhythm(inclined, events, spend, random);
        }
        double rate = inclined ? HIGH : LOW;
        double day = CUTOFF_DAY + exponential(random, YEAR / rate);
        while (day < CUTOFF_DAY + horizonDays) {
            events.add(order(day, spend, random));
            day += exponential(random, YEAR / rate);
        }
        events.forEach(event -> builder.add(id, event));
        truth.put(id, rate * horizonDays / YEAR * spend);
    }

    private static void visits(boolean inclined, List<CustomerEvent> events, double spend, SplitMix random) {
        events.add(order(CUTOFF_DAY - 75 + 5 * random.nextDouble(), spend, random));
        int visits = 3 + random.nextInt(4);
        for (int v = 0; v < visits; v++) {
            double day = CUTOFF_DAY - 60 * (v + random.nextDouble()) / visits;
            int cart = inclined ? 2 : 0;
            for (int step = 0; step < 3; step++) {
                Instant time = at(day + step * (2 + random.nextInt(5)) / 1440.0);
                String product = "p" + random.nextInt(50);
                events.add(
                        step == cart ? new CartAdd(time, 1, product, null, null) : new View(time, product, null, null));
            }
        }
    }

    private static void ratings(boolean inclined, List<CustomerEvent> events, double spend, SplitMix random) {
        // The same ratings, first, last and on average.
        int[] ratings = inclined ? new int[] {4, 1, 2, 3, 4, 5, 5, 3} : new int[] {4, 5, 5, 4, 3, 2, 1, 3};
        for (int k = 0; k < ratings.length; k++) {
            double day = CUTOFF_DAY - 76 + 9 * (k + random.nextDouble());
            events.add(order(day, spend, random));
            events.add(new Review(at(day + 2 * random.nextDouble()), ratings[k], null, null, null));
        }
    }

    private static void rhythm(boolean inclined, List<CustomerEvent> events, double spend, SplitMix random) {
        // Three orders in each thirty days, the last on the same day.
        double[] gaps = inclined ? new double[] {14, 10, 6, 14, 10, 6} : new double[] {6, 10, 14, 6, 10, 14};
        double day = CUTOFF_DAY - 63;
        events.add(order(day, spend, random));
        for (double gap : gaps) {
            day += gap;
            events.add(order(day + random.nextDouble(), spend, random));
        }
    }

    private static Purchase order(double day, double spend, SplitMix random) {
        double amount = Math.max(1, spend * Math.exp(0.4 * gaussian(random) - 0.08));
        return Purchase.of(at(day), BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN));
    }

    private static double exponential(SplitMix random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private static double gaussian(SplitMix random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @Override
    public String toString() {
        return pattern + ", " + customers + " customers, seed " + seed;
    }
}
