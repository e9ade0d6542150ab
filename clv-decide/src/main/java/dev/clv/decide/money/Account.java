package dev.clv.decide.money;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** One acquired customer: what came in by month of age, and what is expected. Immutable. */
final class Account {

    private final String customer;
    private final Origin origin;
    private final LocalDate end;
    private final int[] months;
    private final double[] values;
    private final boolean[] ordered;
    private final double soFar;
    private final double discounted;
    private final @Nullable Ahead ahead;

    /**
     * How a customer was acquired.
     *
     * @param day of the first purchase
     * @param channel null if none was known then
     * @param campaign null if none was known then
     */
    record Origin(
            LocalDate day,
            @Nullable String channel,
            @Nullable String campaign) {

        YearMonth month() {
            return YearMonth.from(day);
        }
    }

    /**
     * What happened in one month of age.
     *
     * @param value net
     * @param ordered whether it has an order-day
     */
    record Month(double value, boolean ordered) {}

    /**
     * @param end the day that is no longer observed
     * @param months of age in which something happened
     * @param soFar net value of all of them
     * @param discounted the same on the day of the first purchase
     */
    Account(
            String customer,
            Origin origin,
            LocalDate end,
            NavigableMap<Integer, Month> months,
            double soFar,
            double discounted) {
        this.customer = customer;
        this.origin = origin;
        this.end = end;
        this.soFar = soFar;
        this.discounted = discounted;
        this.ahead = null;
        this.months = new int[months.size()];
        this.values = new double[months.size()];
        this.ordered = new boolean[months.size()];
        int i = 0;
        for (Map.Entry<Integer, Month> month : months.entrySet()) {
            this.months[i] = month.getKey();
            this.values[i] = month.getValue().value();
            this.ordered[i] = month.getValue().ordered();
            i++;
        }
    }

    private Account(Account past, Ahead ahead) {
        this.customer = past.customer;
        this.origin = past.origin;
        this.end = past.end;
        this.months = past.months;
        this.values = past.values;
        this.ordered = past.ordered;
        this.soFar = past.soFar;
        this.discounted = past.discounted;
        this.ahead = ahead;
    }

    /** The same customer with what is expected. */
    Account expecting(Ahead more) {
        return new Account(this, more);
    }

    String customer() {
        return customer;
    }

    Origin origin() {
        return origin;
    }

    double soFar() {
        return soFar;
    }

    /** What came in so far, on the day of the first purchase. */
    double discounted() {
        return discounted;
    }

    /** Expected over the model's horizon; NaN without a model. */
    double predicted() {
        return ahead == null ? Double.NaN : ahead.prediction().value();
    }

    /** What is expected; there is a model. */
    Ahead ahead() {
        return requireNonNull(ahead);
    }

    boolean hasAhead() {
        return ahead != null;
    }

    /** The day that is no longer observed. */
    LocalDate end() {
        return end;
    }

    /** For how many days, the first one included, it has been a customer. */
    int days() {
        return -Age.daysUntil(origin.day(), 0, end);
    }

    /** How many months of age are over. */
    int observed() {
        return Age.of(origin.day(), end);
    }

    /** How many months of age are over or expected. */
    int known() {
        return ahead == null ? observed() : Age.of(origin.day(), end.plusDays(ahead.reach()));
    }

    /** How many months of age have events. */
    int active() {
        return months.length;
    }

    /** The month of age of the i-th month with events, rising. */
    int month(int i) {
        return months[i];
    }

    /** What came in in the i-th month with events. */
    double value(int i) {
        return values[i];
    }

    /** Whether the i-th month with events has an order-day. */
    boolean ordered(int i) {
        return ordered[i];
    }

    /** Expected of the part of a month of age that was not observed; 0 if it was. */
    double expected(int month) {
        return ahead == null
                ? 0
                : ahead.between(Age.daysUntil(origin.day(), month, end), Age.daysUntil(origin.day(), month + 1, end));
    }
}
