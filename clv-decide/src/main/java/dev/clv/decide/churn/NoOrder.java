package dev.clv.decide.churn;

import dev.clv.ClvPrediction;
import dev.clv.label.Horizon;
import dev.clv.value.OrderOutlook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The probability that a customer does not order within any number of days up to the horizon. At the horizon it is the
 * model's own, which is calibrated. Before, it is {@code 1 - (1 - p) F(t)}, where p is that probability and F the
 * distribution of the first order, given that one comes: it goes through the waits of the {@link OrderOutlook} and is
 * straight between them. So it falls from 1 to p and never rises.
 */
final class NoOrder {

    private final double atHorizon;
    private final double days;
    private final List<OrderOutlook.Wait> waits;

    private NoOrder(double atHorizon, double days, List<OrderOutlook.Wait> waits) {
        this.atHorizon = atHorizon;
        this.days = days;
        this.waits = waits;
    }

    /**
     * What a prediction knows. Without an outlook on orders, no order is no net spend.
     *
     * @throws IllegalArgumentException if it knows no probabilities
     */
    static NoOrder of(ClvPrediction prediction, Horizon horizon) {
        @Nullable OrderOutlook orders = prediction.orders();
        double none = orders == null || Double.isNaN(orders.probabilityNone())
                ? prediction.churnProbability()
                : orders.probabilityNone();
        if (Double.isNaN(none)) {
            throw new IllegalArgumentException(
                    "the model's loss describes no distribution and it has no purchase model,"
                            + " so that it knows no probability of churn; train it with the default loss");
        }
        return new NoOrder(none, horizon.days(), orders == null ? List.of() : orders.first());
    }

    /** Whether it is known when orders come; else their hazard is taken to be constant. */
    boolean knowsTiming() {
        return !waits.isEmpty();
    }

    /**
     * The probability of no order, in [0, 1].
     *
     * @param within days from the time of the prediction on; zero or more, those beyond the horizon do not count
     */
    double within(double within) {
        if (within >= days) {
            return atHorizon;
        }
        return waits.isEmpty() ? StrictMath.pow(atHorizon, within / days) : 1 - (1 - atHorizon) * comeBy(within);
    }

    private double comeBy(double within) {
        double level = 0;
        double day = 0;
        for (OrderOutlook.Wait wait : waits) {
            if (within < wait.days()) {
                return between(within, day, level, wait.days(), wait.level());
            }
            level = wait.level();
            day = wait.days();
        }
        return between(within, day, level, days, 1);
    }

    /** The wait of a purchase model may reach to the horizon, so that nothing is left after it. */
    private static double between(double at, double from, double low, double to, double high) {
        return to > from ? low + (high - low) * (at - from) / (to - from) : low;
    }
}
