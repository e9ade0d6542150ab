package dev.clv.decide.money;

import dev.clv.ClvPrediction;
import dev.clv.ValueModel;
import dev.clv.evaluate.Interval;
import dev.clv.value.TotalInterval;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far what is expected of some customers may be off, per customer, over the model's horizon.
 *
 * @param expected per customer; zero or more
 * @param below how far the mean may be lower; NaN if the model does not tell
 * @param above how far it may be higher
 * @param levelKnown whether that allows for another season or year
 */
record Spread(double expected, double below, double above, boolean levelKnown) {

    /** Where nothing is expected. */
    static final Spread NONE = new Spread(0, 0, 0, true);

    private static final Spread UNKNOWN = new Spread(0, Double.NaN, Double.NaN, true);

    /** That of the predictions of some customers; unknown if the model's loss describes no distribution. */
    static Spread of(@Nullable ValueModel model, Collection<Account> group, double level) {
        if (model == null || group.isEmpty()) {
            return NONE;
        }
        List<ClvPrediction> predictions =
                group.stream().map(account -> account.ahead().prediction()).toList();
        if (predictions.get(0).distribution().isPoint()) {
            return UNKNOWN;
        }
        TotalInterval total = model.total(predictions, level);
        int customers = group.size();
        return new Spread(
                total.expected() / customers,
                Math.max(0, total.expected() - total.low()) / customers,
                Math.max(0, total.high() - total.expected()) / customers,
                total.levelKnown());
    }

    /**
     * That of another amount ahead, and of the mean of fewer customers: chance grows with the root of both, which for
     * less time than the horizon is wide enough for the level, too; beyond the horizon everything grows with the
     * amount.
     */
    Spread scaled(double ahead, int customers, int of) {
        double share = expected > 0 ? Math.max(0, ahead) / expected : 0;
        double factor = (share < 1 ? Math.sqrt(share) : share) * Math.sqrt((double) customers / of);
        return times(factor);
    }

    /** Of amounts that are worth so much of what they are. */
    Spread times(double factor) {
        return new Spread(factor * expected, factor * below, factor * above, levelKnown);
    }

    /**
     * An interval that allows for this spread beside its own, independently: squares add up. Null if the spread is not
     * known.
     */
    @Nullable
    Interval around(double value, Interval interval) {
        double low = hypotenuse(value - interval.low(), below);
        double high = hypotenuse(interval.high() - value, above);
        return Double.isNaN(low + high) ? null : new Interval(value - low, value + high);
    }

    private static double hypotenuse(double one, double other) {
        return Math.sqrt(Math.max(0, one) * Math.max(0, one) + other * other);
    }
}
