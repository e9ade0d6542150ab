package dev.clv.label;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of a {@link LabelWindow} that a model can learn, measured from the {@link Label} of a customer; zero or
 * more. Immutable and thread-safe. Two are equal if their names are.
 */
public final class Target {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final Target VALUE = new Target(
            "value", "currency", "Purchases less refunds in the window, floored at 0", INFINITY, Label::value);

    private static final Target ORDERS = new Target(
            "orders", "days", "Calendar days of the window with at least one purchase", INFINITY, Label::orders);

    private static final Target ACTIVE = new Target(
            "active",
            "0 or 1",
            "1 if there is at least one purchase in the window, of whatever amount, else 0",
            1,
            label -> label.orders() > 0 ? 1 : 0);

    private static final List<Target> ALL = List.of(VALUE, ORDERS, ACTIVE);

    private static final String OVER = "value@";
    private static final Pattern DAYS = Pattern.compile("\\d{1,5}d");

    private final String name;
    private final String unit;
    private final String description;
    private final double most;
    private final ToDoubleFunction<Label> measure;
    private final @Nullable Horizon horizon;

    private Target(String name, String unit, String description, double most, ToDoubleFunction<Label> measure) {
        this(name, unit, description, most, measure, null);
    }

    private Target(
            String name,
            String unit,
            String description,
            double most,
            ToDoubleFunction<Label> measure,
            @Nullable Horizon horizon) {
        this.name = name;
        this.unit = unit;
        this.description = description;
        this.most = most;
        this.measure = measure;
        this.horizon = horizon;
    }

    /** Net spend in the log's currency, floored at 0: {@link Label#value}. */
    public static Target value() {
        return VALUE;
    }

    /**
     * The value over a horizon of its own, beside that of the model: {@link Label#value} of a window of this length.
     * Its name is {@code value@30d}, or for instance {@code value@PT36H} where it is no whole number of days.
     *
     * @param horizon positive, at most a hundred years
     */
    public static Target value(Duration horizon) {
        Horizon ahead = new Horizon(horizon);
        return new Target(
                OVER + (ahead.isWholeDays() ? horizon.toDays() + "d" : horizon.toString()),
                VALUE.unit,
                "Purchases less refunds in " + ahead + ", floored at 0",
                INFINITY,
                Label::value,
                ahead);
    }

    /** Order-days: calendar days in the log's zone with at least one purchase, refunded or not. */
    public static Target orders() {
        return ORDERS;
    }

    /**
     * 1 if there is at least one purchase, else 0. Purchases of amount zero and refunded ones count, so that an active
     * customer may have a value of 0.
     */
    public static Target active() {
        return ACTIVE;
    }

    /**
     * The target of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Target of(String name) {
        if (name.startsWith(OVER)) {
            return ofHorizon(name, name.substring(OVER.length()));
        }
        return ALL.stream()
                .filter(target -> target.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no target '" + name + "'; there are " + ALL));
    }

    private static Target ofHorizon(String name, String length) {
        try {
            return value(
                    DAYS.matcher(length).matches()
                            ? Duration.ofDays(Long.parseLong(length.substring(0, length.length() - 1)))
                            : Duration.parse(length));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no target '" + name + "'; the value over a horizon is called " + OVER
                            + "30d, for instance",
                    e);
        }
    }

    /** The name; also in model files. */
    public String name() {
        return name;
    }

    /** The unit, for people. */
    public String unit() {
        return unit;
    }

    /** What is measured, in a phrase for people. */
    public String description() {
        return description;
    }

    /** The most that a label can have of it; infinite if nothing limits it. */
    public double most() {
        return most;
    }

    /** Whether its labels are 0 or 1, so that its expectation is a probability. */
    public boolean isProbability() {
        return most == 1;
    }

    /** The horizon of its own that it is measured over; null if that is the model's. */
    public @Nullable Horizon horizon() {
        return horizon;
    }

    /** The amount of a label of its window; zero or more, finite. */
    public double measure(Label label) {
        return measure.applyAsDouble(label);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Target target && name.equals(target.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
