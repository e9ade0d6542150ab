package dev.clv.label;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A quantity of a {@link LabelWindow} that a model can learn, measured from the {@link Label} of a customer; zero or
 * more. Immutable and thread-safe. There is one instance of each.
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

    private final String name;
    private final String unit;
    private final String description;
    private final double most;
    private final ToDoubleFunction<Label> measure;

    private Target(String name, String unit, String description, double most, ToDoubleFunction<Label> measure) {
        this.name = name;
        this.unit = unit;
        this.description = description;
        this.most = most;
        this.measure = measure;
    }

    /** Net spend in the log's currency, floored at 0: {@link Label#value}. */
    public static Target value() {
        return VALUE;
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
        return ALL.stream()
                .filter(target -> target.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no target '" + name + "'; there are " + ALL));
    }

    /** The name, in lower case; also in model files. */
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

    /** The amount of a label; zero or more, finite. */
    public double measure(Label label) {
        return measure.applyAsDouble(label);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
