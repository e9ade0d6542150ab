package dev.clv.decide.money;

import static java.util.Objects.requireNonNull;

import dev.clv.evaluate.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the customers of a channel, or of one of its campaigns, are worth beside what they cost. Immutable.
 *
 * <p>The customers are those whose first purchase lies in the months of the costs.
 *
 * @param channel as customers have it
 * @param campaign null for the channel as a whole, with what it cost beside its campaigns
 * @param customers how many it brought
 * @param cost of all of them, in currency
 * @param costPerCustomer NaN if it brought nobody
 * @param days for how many days they have been customers, on average
 * @param soFar net value per customer up to the end of what was observed
 * @param predicted expected net value per customer over the model's horizon after that; NaN without a model
 * @param value what a customer is worth on the day of the first purchase: {@code soFar} and {@code predicted},
 *     discounted if an annual rate was given, times the margin
 * @param valueInterval in which the mean of such customers plausibly lies; null as {@link AgeValue#interval}
 * @param ratio {@code value} by {@code costPerCustomer} (LTV to CAC); NaN if the cost is 0 or it brought nobody
 * @param ratioInterval null as {@code valueInterval}, or if there is no ratio
 * @param payback when the cost is paid back, without discount
 * @param curve cumulative net value by month of age, before margin and without discount, as {@link Cohorts#all()}
 */
public record ChannelValue(
        String channel,
        @Nullable String campaign,
        int customers,
        double cost,
        double costPerCustomer,
        double days,
        double soFar,
        double predicted,
        double value,
        @Nullable Interval valueInterval,
        double ratio,
        @Nullable Interval ratioInterval,
        Payback payback,
        List<AgeValue> curve) {

    /** Copies the list. */
    public ChannelValue {
        requireNonNull(channel, "channel");
        requireNonNull(payback, "payback");
        curve = List.copyOf(curve);
    }
}
