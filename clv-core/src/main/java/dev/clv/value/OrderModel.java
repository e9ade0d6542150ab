package dev.clv.value;

import dev.clv.features.FeatureSchema;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a prediction of value says about orders. The network says whether a customer orders, as it sees everything; the
 * {@link PurchasePrior} how often and when a customer does who orders at all, as labels hold few orders to learn that
 * from; and the value how much. So expected orders times the mean value of one are the value by construction, no
 * customer is expected to order less often than to order at all, and where a purchase model hardly knows who is gone,
 * the network still does. Two numbers, measured on training customers whom networks had not seen, bring both to the
 * level of what happened. Immutable and thread-safe.
 *
 * <p>With p the probability of a positive value, the probability of an order is {@code 1 - (1 - p)^a}, a at least 1, as
 * there are orders without value; and with m the orders that the prior expects of a customer who orders, the expected
 * number is {@code (1 - (1 - p)^a) * (1 + k * (m - 1))}. Targets that the networks learned take the place of either.
 */
public final class OrderModel {

    private static final double MOST_EXPONENT = 20;
    private static final double MOST_FACTOR = 5;
    private static final int MOST_STEPS = 30;
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private final @Nullable PurchasePrior prior;
    private final double exponent;
    private final double factor;

    private OrderModel(@Nullable PurchasePrior prior, double exponent, double factor) {
        this.prior = prior;
        this.exponent = exponent;
        this.factor = factor;
    }

    /**
     * The model that agrees in total with what training customers did.
     *
     * @param prior null if there is none, so that only networks that learned orders expect some
     * @param expected what the prior expects of training rows (R), empty if there is none; not modified
     * @param positives the probability of a positive value of the same rows, by networks that had not seen the
     *     customer; NaN if they know none; not modified
     * @param orders of the same rows; not modified
     */
    public static OrderModel fit(
            @Nullable PurchasePrior prior, PurchasePrior.Expected[] expected, double[] positives, double[] orders) {
        double[] nonPositive = new double[orders.length];
        for (int row = 0; row < orders.length; row++) {
            double known = Double.isNaN(positives[row]) && prior != null ? expected[row].positive() : positives[row];
            nonPositive[row] = 1 - known;
        }
        double exponent = exponent(nonPositive, orders);
        double repeats = 0;
        double expectedRepeats = 0;
        if (prior != null) {
            for (int row = 0; row < orders.length; row++) {
                if (expected[row].isKnown()) {
                    double any = any(1 - nonPositive[row], exponent);
                    repeats += orders[row] - any;
                    expectedRepeats += any * (expected[row].ordersOfOneWhoOrders() - 1);
                }
            }
        }
        double factor = repeats > 0 && expectedRepeats > 0 ? Math.min(MOST_FACTOR, repeats / expectedRepeats) : 1;
        return new OrderModel(prior, exponent, factor);
    }

    /**
     * By Newton's method from 1 on: the expected number of rows without an order falls as the exponent rises, ever more
     * slowly, so that no step goes too far.
     */
    private static double exponent(double[] nonPositive, double[] orders) {
        double none = Arrays.stream(orders).filter(count -> count == 0).count();
        double[] logs = Arrays.stream(nonPositive).map(StrictMath::log).toArray();
        double exponent = 1;
        for (int i = 0; i < MOST_STEPS; i++) {
            double sum = 0;
            double fall = 0;
            for (double log : logs) {
                double without = StrictMath.exp(exponent * log);
                sum += without;
                fall -= without > 0 ? without * log : 0;
            }
            if (!(sum > none)) {
                break;
            }
            exponent = Math.min(MOST_EXPONENT, exponent + (sum - none) / fall);
        }
        return exponent;
    }

    /** The probability of an order. */
    private static double any(double positive, double exponent) {
        return 1 - StrictMath.pow(1 - positive, exponent);
    }

    /**
     * What is expected of a row.
     *
     * @param value what is predicted of it
     * @param row (F); not modified
     * @return null if neither the prior nor the networks know about orders of the customer
     */
    public @Nullable OrderOutlook outlook(ValueDistribution value, double[] row) {
        PurchasePrior.Expected expected = expected(value, row);
        Targets learned = value.targets();
        boolean counted = learned.all().contains(Target.orders());
        if (!expected.isKnown() && !counted) {
            return null;
        }
        double any = learned.all().contains(Target.active())
                ? value.expected(Target.active().name())
                : any(value.isPoint() ? expected.positive() : value.probabilityAbove(0), exponent);
        if (counted) {
            double orders = value.expected(Target.orders().name());
            return outlook(orders, Math.min(any, orders), expected, row);
        }
        return outlook(any * (1 + factor * (expected.ordersOfOneWhoOrders() - 1)), any, expected, row);
    }

    private PurchasePrior.Expected expected(ValueDistribution value, double[] row) {
        if (prior == null) {
            return PurchasePrior.Expected.NONE;
        }
        PurchasePrior.Expected known = BlendedDistribution.expectedByPrior(value);
        return known == null ? prior.expected(row) : known;
    }

    private OrderOutlook outlook(double orders, double any, PurchasePrior.Expected expected, double[] row) {
        if (prior == null || !expected.isKnown()) {
            return new OrderOutlook(orders, 1 - any, List.of(), List.of());
        }
        double[] features = prior.features(row);
        PurchasePrior of = prior;
        return new OrderOutlook(
                orders,
                1 - any,
                new ComputedList<>(LEVELS.length, () -> waits(of, features)),
                new ComputedList<>(OrderOutlook.PARTS, () -> timing(of, features)));
    }

    private static List<OrderOutlook.Wait> waits(PurchasePrior prior, double[] features) {
        List<OrderOutlook.Wait> waits = new ArrayList<>();
        double least = 0;
        for (double level : LEVELS) {
            least = Math.max(least, prior.daysToFirst(features, level));
            waits.add(new OrderOutlook.Wait(level, least));
        }
        return waits;
    }

    private static List<Double> timing(PurchasePrior prior, double[] features) {
        List<Double> timing = new ArrayList<>();
        double before = 0;
        for (int part = 1; part < OrderOutlook.PARTS; part++) {
            before = Math.max(before, prior.shareOfOrders(features, (double) part / OrderOutlook.PARTS));
            timing.add(before);
        }
        timing.add(1.0);
        return timing;
    }

    /** Writes the model into a section, which {@link #read} reads. */
    public void write(Section out) {
        out.put("exponent", exponent).put("factor", factor);
        if (prior != null) {
            prior.write(out.begin("prior"));
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param schema of the rows
     * @throws ModelFormatException if the section holds something else
     */
    public static OrderModel read(Section in, FeatureSchema schema) throws ModelFormatException {
        return new OrderModel(
                in.has("prior") ? in.read("prior", part -> PurchasePrior.read(part, schema)) : null,
                in.number("exponent", 1, MOST_EXPONENT),
                in.number("factor", 0, MOST_FACTOR));
    }

    @Override
    public String toString() {
        return "OrderModel[" + prior + ", exponent " + exponent + ", factor " + factor + "]";
    }
}
