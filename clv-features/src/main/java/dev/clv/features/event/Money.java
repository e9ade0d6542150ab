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
}
