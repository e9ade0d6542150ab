package dev.clv.evaluate;

import dev.clv.internal.Ranking;

/**
 * A budgeted mailing, as a judge of predictions in money (the measure of the KDD Cup 1998): customers are contacted
 * from the highest prediction down, as far as the budget reaches and the prediction exceeds the cost of a contact, and
 * each brings the true value less that cost. It takes the true value for what the contact brings, which only a campaign
 * without control group may do; what a contact changes is a question of uplift. Immutable.
 */
public final class Campaign {

    private final double cost;
    private final int contacts;

    private Campaign(double cost, int contacts) {
        this.cost = cost;
        this.contacts = contacts;
    }

    /**
     * A mailing without a limit.
     *
     * @param cost of a contact, in currency; zero or more, finite
     */
    public static Campaign of(double cost) {
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the cost of a contact must be zero or more and finite, was " + cost);
        }
        return new Campaign(cost, Integer.MAX_VALUE);
    }

    /**
     * The same with a budget.
     *
     * @param most how many customers can be contacted, at least 1
     */
    public Campaign contacts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("contacts must be at least 1, was " + most);
        }
        return new Campaign(cost, most);
    }

    /**
     * What came of a campaign.
     *
     * @param contacts how many customers were contacted
     * @param profit sum of their true values less the cost of each contact, in currency; of tied customers at the
     *     budget's edge the mean counts
     * @param bestProfit the profit that the true values themselves would have earned within the same budget
     * @param profitOfAll the profit of contacting everybody, whatever the budget
     */
    public record Result(int contacts, double profit, double bestProfit, double profitOfAll) {}

    /** The result with these predictions. */
    public Result of(PredictedValues predicted) {
        double[] truth = predicted.truth();
        double[] values = predicted.values();
        int worthIt = contacts(values);
        double spent = 0;
        for (double value : truth) {
            spent += value;
        }
        return new Result(
                worthIt,
                Ranking.sumOfFirst(Ranking.descending(values, truth), worthIt) - cost * worthIt,
                Ranking.sumOfFirst(Ranking.descending(truth, truth), contacts(truth)) - cost * contacts(truth),
                spent - cost * truth.length);
    }

    private int contacts(double[] values) {
        int above = 0;
        for (double value : values) {
            above += value > cost ? 1 : 0;
        }
        return Math.min(contacts, above);
    }
}
