package dev.clv.simulate;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A simulated shop: its event log, and what each of its customers is truly worth.
 *
 * <p>The first purchases spread over the first two thirds of the simulated days, as the season has it. From then on a
 * customer buys at a constant rate on a clock that runs with the season (yearly, weekly and hourly profile), and after
 * each purchase but the first leaves for good with a constant probability; rates are gamma and probabilities beta
 * distributed over customers (BG/NBD: Fader, Hardie &amp; Lee, "Counting Your Customers" the Easy Way, 2005). Order
 * values are gamma distributed with a gamma distributed rate, independent of the purchase process (Gamma-Gamma: Fader
 * &amp; Hardie 2013), rounded to hundredths of the currency and split over a basket of products. How an order went
 * depends on whether the customer leaves after it, and decides about refunds, ratings, the words of reviews (English or
 * Chinese, by customer) and feedback. Customers who are alive also visit without buying; those who left do not.
 * Attributes ({@code channel}, {@code country}, {@code newsletter}, {@code tier}) are known from the first event on and
 * hint at dropout, language, rate and spend.
 *
 * <p>The same settings give the same bits on every JDK, and customer number k is the same person in a shop with more
 * customers. Only the settings are kept in memory: customers are drawn anew on every call. Immutable and thread-safe.
 */
public final class ShopSimulation {

    private static final List<String> ATTRIBUTES = List.of("channel", "country", "newsletter", "tier");
    private static final double JOINING_SHARE = 2.0 / 3;

    /** The purposes of streams of random numbers. */
    private static final int WHO = 1;

    private static final int ORDERS = 2;
    private static final int DIARY = 3;

    private final int customers;
    private final long seed;
    private final LocalDate firstDay;
    private final ZoneId zone;
    private final String currency;
    private final Instant start;
    private final Instant end;
    private final SeasonalClock clock;

    private ShopSimulation(Builder builder) {
        customers = builder.customers;
        seed = builder.seed;
        firstDay = builder.firstDay;
        zone = builder.zone;
        currency = builder.currency;
        start = firstDay.atStartOfDay(zone).toInstant();
        end = firstDay.plusDays(builder.days).atStartOfDay(zone).toInstant();
        clock = new SeasonalClock(firstDay, zone, end);
    }

    /** A shop with the defaults that the builder's methods name. */
    public static Builder builder() {
        return new Builder();
    }

    /** When the first simulated day begins. */
    public Instant start() {
        return start;
    }

    /** When the last simulated day ends, exclusive; the log is observed until then. */
    public Instant end() {
        return end;
    }

    /** Everything that happened, observed until {@link #end()}. */
    public EventLog log() {
        EventLog.Builder log = EventLog.builder().zone(zone).currency(currency).observedUntil(end);
        for (int number = 0; number < customers; number++) {
            Shopper shopper = shopper(number);
            events(number, shopper).forEach(event -> log.add(shopper.id(), event));
        }
        return log.build();
    }

    /**
     * Writes everything that happened as CSV under the standard header, customer by customer and by time within a
     * customer, without holding more than one customer in memory. Times are UTC.
     *
     * @param out where to write; neither flushed nor closed
     */
    public void writeCsv(Appendable out) throws IOException {
        StandardCsv csv = new StandardCsv(out, currency, ATTRIBUTES);
        for (int number = 0; number < customers; number++) {
            Shopper shopper = shopper(number);
            csv.write(shopper.id(), events(number, shopper));
        }
    }

    /** {@link #writeCsv(Appendable)} to a file, in UTF-8, gzip-compressed when its name ends with {@code .gz}. */
    public void writeCsv(Path file) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
                Writer out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16)) {
            writeCsv(out);
        }
    }

    /**
     * The true value of every customer with a purchase before {@code cutoff}: the expected net spend (purchases less
     * refunds, not floored at zero) in [cutoff, cutoff + horizon), in currency units.
     *
     * <p>The expectation is conditional on all that is latent at the cutoff: the customer's purchase rate, dropout
     * probability and spend level; whether the customer is alive or has left; and the refunds of earlier orders, which
     * are decided when an order is placed and counted here in full when they fall into the window. It averages over
     * future orders, their values, their refunds and future dropout. It ignores visits in progress at the cutoff. The
     * value is a closed form; the only approximation is that rounding of order values to hundredths is taken to be
     * unbiased, which moves it by less than 1e-6 of itself. A customer who has left is worth zero or, with a refund to
     * come, less.
     *
     * <p>No model can expect to beat it, since no log tells that much.
     *
     * @param cutoff a whole second within the simulated days, or their end
     * @param horizon positive, at most 3,660 days, and may reach beyond the simulated days; whole days are calendar
     *     days in the shop's zone
     * @return expected value by customer id, in order of id; unmodifiable
     */
    public SortedMap<String, Double> expectedValues(Instant cutoff, Duration horizon) {
        Instant until = windowEnd(cutoff, horizon);
        OrderProcess process = new OrderProcess(new SeasonalClock(firstDay, zone, until));
        SortedMap<String, Double> values = new TreeMap<>();
        for (int number = 0; number < customers; number++) {
            Shopper shopper = shopper(number);
            List<Order> past = orders(number, shopper, clock.at(cutoff));
            if (!past.isEmpty()) {
                values.put(shopper.id(), process.expectedValue(shopper, past, cutoff, until));
            }
        }
        return Collections.unmodifiableSortedMap(values);
    }

    /** The customer with this number, from 0. */
    Shopper shopper(int number) {
        double days = Duration.between(start, end).toSeconds() / 86_400.0;
        Instant lastJoins = start.plusSeconds((long) (JOINING_SHARE * days * 86_400));
        return Shopper.draw(number, clock.at(lastJoins), RandomStream.of(seed, number, WHO));
    }

    /** The customer's orders while the seasonal clock shows less than {@code until}. */
    List<Order> orders(int number, Shopper shopper, double until) {
        return new OrderProcess(clock).all(shopper, until, RandomStream.of(seed, number, ORDERS));
    }

    private List<CustomerEvent> events(int number, Shopper shopper) {
        List<Order> orders = orders(number, shopper, clock.at(end));
        return new Diary(shopper, clock, start, RandomStream.of(seed, number, DIARY)).write(orders, end);
    }

    private Instant windowEnd(Instant cutoff, Duration horizon) {
        if (cutoff.isBefore(start) || cutoff.isAfter(end)) {
            throw new IllegalArgumentException(
                    "cutoff must lie within the simulated days, " + start + " to " + end + ", was " + cutoff);
        }
        if (cutoff.getNano() != 0) {
            throw new IllegalArgumentException("cutoff must be a whole second, was " + cutoff);
        }
        if (horizon.isNegative() || horizon.isZero() || horizon.compareTo(Duration.ofDays(3660)) > 0) {
            throw new IllegalArgumentException("horizon must be positive and at most 3,660 days, was " + horizon);
        }
        return new Horizon(horizon).after(cutoff, zone);
    }

    /** The settings of a shop; every method refuses what it cannot use at once. Not thread-safe. */
    public static final class Builder {

        private int customers = 1000;
        private int days = 730;
        private long seed = 1;
        private LocalDate firstDay = LocalDate.of(2023, 1, 1);
        private ZoneId zone = ZoneOffset.UTC;
        private String currency = "EUR";

        private Builder() {}

        /** How many customers join; 1 to 10,000,000, by default 1,000. */
        public Builder customers(int customers) {
            this.customers = within("customers", customers, 10_000_000);
            return this;
        }

        /** How many calendar days are simulated; 1 to 3,660, by default 730. */
        public Builder days(int days) {
            this.days = within("days", days, 3660);
            return this;
        }

        /** The seed of everything random; by default 1. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The first simulated day, in the shop's zone; by default 2023-01-01. */
        public Builder firstDay(LocalDate firstDay) {
            this.firstDay = requireNonNull(firstDay, "firstDay");
            return this;
        }

        /** The zone in which the shop has its days and hours; by default UTC. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /** The currency's ISO 4217 code, which changes no number; EUR unless set. */
        public Builder currency(String currency) {
            this.currency = CurrencyCode.require("currency", currency);
            return this;
        }

        /** The shop. */
        public ShopSimulation build() {
            return new ShopSimulation(this);
        }

        private static int within(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(name + " must be 1 to " + most + ", was " + value);
            }
            return value;
        }
    }
}
