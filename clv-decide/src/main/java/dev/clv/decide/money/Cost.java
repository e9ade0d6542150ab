package dev.clv.decide.money;

import dev.clv.features.event.CurrencyCode;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What it cost to acquire customers through a channel. Immutable.
 *
 * @param channel as customers have it; not blank
 * @param campaign as customers have it; null for what the channel cost beside its campaigns
 * @param month the month whose new customers it brought; null for all customers of the log
 * @param amount in the log's currency; zero or more
 * @param currency its currency, an ISO 4217 code; null if it is not named
 */
public record Cost(
        String channel,
        @Nullable String campaign,
        @Nullable YearMonth month,
        BigDecimal amount,
        @Nullable String currency) {

    /**
     * Checks the channel, the amount and the currency.
     *
     * @throws IllegalArgumentException if a name is blank, the amount is negative, or the currency is no code
     */
    public Cost {
        if (channel.isBlank()) {
            throw new IllegalArgumentException("the channel is missing; name it as customers have it, or leave the row"
                    + " out if the cost belongs to none");
        }
        if (campaign != null && campaign.isBlank()) {
            throw new IllegalArgumentException("a campaign must not be blank; leave it out for the channel as a whole");
        }
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("the cost must be zero or more, was " + amount.toPlainString()
                    + "; take a credit off the cost that it belongs to");
        }
        if (currency != null) {
            CurrencyCode.require("the currency of a cost", currency);
        }
    }

    /** What a channel cost for all customers of the log. */
    public static Cost of(String channel, BigDecimal amount) {
        return new Cost(channel, null, null, amount, null);
    }

    /** What a channel cost for the customers that it brought in a month. */
    public static Cost of(String channel, YearMonth month, BigDecimal amount) {
        return new Cost(channel, null, month, amount, null);
    }

    /** What the cost is for, in words. */
    String place() {
        return "channel '" + channel + "'" + (campaign == null ? "" : ", campaign '" + campaign + "'")
                + (month == null ? "" : ", " + month);
    }
}
