package dev.clv.decide.churn;

import dev.clv.reason.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a customer is on a list, in words. */
final class Reasons {

    private static final int FEW_ORDERS = 3;

    private final String currency;
    private final int horizonDays;
    private final double meanProbability;

    /**
     * Of customers who were looked at together.
     *
     * @param meanProbability their mean probability of churn
     */
    Reasons(String currency, int horizonDays, double meanProbability) {
        this.currency = currency;
        this.horizonDays = horizonDays;
        this.meanProbability = meanProbability;
    }

    /** The weightiest first: of a list by value, the value. */
    List<String> of(ChurnRisk risk, boolean byValue) {
        List<String> reasons = new ArrayList<>();
        reasons.add(byValue ? value(risk) : probability(risk));
        reasons.add(byValue ? probability(risk) : rhythm(risk.rhythm()));
        reasons.add(byValue ? rhythm(risk.rhythm()) : value(risk));
        if (risk.rhythm().orderDays() <= FEW_ORDERS) {
            int orders = risk.rhythm().orderDays();
            reasons.add("only " + orders + (orders == 1 ? " order-day" : " order-days") + " so far");
        }
        return reasons;
    }

    private String probability(ChurnRisk risk) {
        return "no purchase in the next " + days(risk.days()) + " with a probability of "
                + percent(risk.churnProbability()) + " (mean of all " + percent(meanProbability) + ")";
    }

    private String value(ChurnRisk risk) {
        return risk.ifStaying() == 0
                ? "nothing spent in the last " + days(horizonDays) + ", so nothing is left to lose"
                : amount(risk.valueAtRisk(), currency) + " at risk of the " + amount(risk.ifStaying(), currency)
                        + " of the last " + days(horizonDays);
    }

    private static String rhythm(Rhythm rhythm) {
        String since = "last order " + days(rhythm.daysSinceLast()) + " ago";
        if (Double.isNaN(rhythm.usualGap())) {
            return since;
        }
        String usual = ", usually every " + days(Math.max(1, Math.round(rhythm.usualGap())));
        if (rhythm.overdue() <= 1) {
            return since + usual;
        }
        return String.format(Locale.ROOT, "%s%s: %.1f times as long", since, usual, rhythm.overdue())
                + (rhythm.daysSinceLast() > rhythm.longestGap() ? ", longer than ever before" : "");
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    static String amount(double value, String currency) {
        String number = String.format(Locale.ROOT, "%,.0f", value);
        return currency.equals(Explanation.NO_CURRENCY) ? number : number + " " + currency;
    }
}
