package dev.clv.features.event;

import java.math.BigDecimal;
import java.util.Objects;

/** The rules that amounts and quantities share. */
final class Money {

    private Money() {}

    static void requireNotNegative(String name, BigDecimal amount) {
        Objects.requireNonNull(amount, name);
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(name + " must be zero or more, was " + amount.toPlainString());
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a positive number, was " + value);
        }
    }

    /**
     * The amount within the digits that a row can hold, without rounding.
     *
     * @throws IllegalArgumentException if it has more digits
     */
    static BigDecimal fit(BigDecimal amount) {
        BigDecimal exact = amount;
        if (!fits(exact)) {
            exact = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        }
        if (exact.scale() < 0 && (long) exact.precision() - exact.scale() <= EventRow.MAX_SCALE) {
            exact = exact.setScale(0);
        }
        if (!fits(exact)) {
            throw new IllegalArgumentException("amount must have at most 18 digits and at most 18 of them after the"
                    + " decimal point, had " + exact.precision() + " digits and scale " + exact.scale()
                    + "; round it first");
        }
        return exact;
    }

    /** Whether two amounts differ by a hundredth at most, as by rounding or a share of shipping. */
    static boolean isNearly(double amount, double other) {
        return Math.abs(amount - other) <= 0.01 * Math.max(amount, other);
    }

    private static boolean fits(BigDecimal amount) {
        return amount.scale() >= 0 && amount.scale() <= EventRow.MAX_SCALE && amount.precision() <= EventRow.MAX_SCALE;
    }
}
