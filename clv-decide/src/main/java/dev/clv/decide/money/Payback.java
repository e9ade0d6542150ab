package dev.clv.decide.money;

import org.jspecify.annotations.Nullable;

/**
 * When acquired customers have paid back what they cost. Immutable.
 *
 * @param month the first month of age by whose end the value per customer, times the margin, reaches the cost; null if
 *     none of the months that are known does, or the cost of a customer is not known
 * @param predicted whether that month was not observed, and a model says so
 * @param earliest the same by the upper end of the value's interval; null as {@code month}, or if there is no interval
 * @param latest the same by the lower end
 * @param known how many months are known, observed or predicted
 */
public record Payback(
        @Nullable Integer month,
        boolean predicted,
        @Nullable Integer earliest,
        @Nullable Integer latest,
        int known) {

    /** For instance {@code paid back in month 3}, or that the cost is not paid back in the months that are known. */
    public String sentence() {
        if (month == null) {
            return switch (known) {
                case 0 -> "no month is over yet in which it could be paid back";
                case 1 -> "not paid back within the one month that is known";
                default -> "not paid back within the " + known + " months that are known";
            };
        }
        String range = earliest == null
                ? ""
                : latest == null
                        ? ", not before month " + earliest + " and perhaps never within " + known
                        : earliest.equals(latest) ? "" : ", plausibly in months " + earliest + " to " + latest;
        return (predicted ? "will be paid back in month " : "paid back in month ") + month + range;
    }
}
