package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of each currency is worth in one base currency, from some day on.
 *
 * <p>A conversion is an exact decimal product, rounded half to even to {@value #DECIMALS} places, or to the amount's
 * own number of places where that is larger; amounts already in the base currency stay as they are. Immutable and
 * thread-safe.
 */
public final class ExchangeRates {

    /** A converted amount has at least this many decimal places. */
    public static final int DECIMALS = 4;

    private final String base;
    private final Map<String, NavigableMap<LocalDate, BigDecimal>> factors;

    private ExchangeRates(Builder builder) {
        this.base = builder.base;
        Map<String, NavigableMap<LocalDate, BigDecimal>> copy = new TreeMap<>();
        builder.factors.forEach((currency, byDay) -> copy.put(currency, new TreeMap<>(byDay)));
        this.factors = copy;
    }

    /** A table of rates into this currency, an ISO 4217 code. */
    public static Builder into(String base) {
        return new Builder(base);
    }

    /** The currency that everything is converted into. */
    public String base() {
        return base;
    }

    /** Whether amounts in this currency can be converted, at least on some days. */
    public boolean knows(String currency) {
        return currency.equals(base) || factors.containsKey(currency);
    }

    /**
     * An amount in the base currency.
     *
     * @param amount in {@code currency}
     * @param currency the code of its currency
     * @param day the calendar day whose rate counts: the latest rate from that day or before
     * @throws IllegalArgumentException if the currency is unknown, or has no rate yet on that day
     */
    public BigDecimal convert(BigDecimal amount, String currency, LocalDate day) {
        if (currency.equals(base)) {
            return amount;
        }
        NavigableMap<LocalDate, BigDecimal> byDay = factors.get(currency);
        Map.@Nullable Entry<LocalDate, BigDecimal> inForce = byDay == null ? null : byDay.floorEntry(day);
        if (inForce == null) {
            throw new IllegalArgumentException("no rate from " + currency + " into " + base + " on " + day
                    + "; add one with rate(currency, from, factor)");
        }
        return amount.multiply(inForce.getValue()).setScale(Math.max(DECIMALS, amount.scale()), RoundingMode.HALF_EVEN);
    }

    /** Collects rates; not thread-safe. */
    public static final class Builder {

        private final String base;
        private final Map<String, NavigableMap<LocalDate, BigDecimal>> factors = new TreeMap<>();

        private Builder(String base) {
            this.base = CurrencyCode.require("base currency", base);
        }

        /** One unit of {@code currency} is worth {@code factor} units of the base currency, on any day. */
        public Builder rate(String currency, BigDecimal factor) {
            return rate(currency, LocalDate.MIN, factor);
        }

        /**
         * One unit of {@code currency} is worth {@code factor} units of the base currency from a day on, until the next
         * day that has a rate.
         *
         * @param from the first calendar day, in the log's zone
         * @param factor positive
         */
        public Builder rate(String currency, LocalDate from, BigDecimal factor) {
            if (CurrencyCode.require("currency", currency).equals(base)) {
                throw new IllegalArgumentException("rate of the base currency " + base + " is 1 and cannot be set");
            }
            if (factor.signum() <= 0) {
                throw new IllegalArgumentException("rate of " + currency + " must be positive, was " + factor);
            }
            BigDecimal known = factors.computeIfAbsent(currency, code -> new TreeMap<>())
                    .putIfAbsent(requireNonNull(from, "from"), factor);
            if (known != null) {
                throw new IllegalArgumentException("rate of " + currency + " is given twice for the same day");
            }
            return this;
        }

        /** The table. */
        public ExchangeRates build() {
            return new ExchangeRates(this);
        }
    }
}
