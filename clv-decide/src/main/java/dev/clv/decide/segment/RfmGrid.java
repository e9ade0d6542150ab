package dev.clv.decide.segment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Scores from 1 to 5 of how lately, how often and for how much a customer bought, 5 for the best. Limits are quintiles
 * of the customers it was learned from; equal customers always have equal scores, so that where many are equal a score
 * may be given to nobody. Immutable.
 *
 * @param recency four limits in days since the last order-day, rising: at most the first has 5
 * @param frequency four limits in order-days, rising: at most the first has 1
 * @param money four limits in currency, rising: at most the first has 1
 */
public record RfmGrid(List<Double> recency, List<Double> frequency, List<Double> money) {

    private static final int SCORES = 5;
    private static final double HIGH = 4;
    private static final double MIDDLE = 2.5;

    /** Copies the lists and checks them. */
    public RfmGrid {
        recency = checked("recency", recency);
        frequency = checked("frequency", frequency);
        money = checked("money", money);
    }

    private static List<Double> checked(String name, List<Double> limits) {
        boolean rises = limits.size() == SCORES - 1;
        for (int i = 1; rises && i < limits.size(); i++) {
            rises = limits.get(i) >= limits.get(i - 1);
        }
        if (!rises) {
            throw new IllegalArgumentException(
                    "the grid needs four limits of " + name + " that do not fall, were " + limits);
        }
        return List.copyOf(limits);
    }

    static RfmGrid learn(Collection<Behaviour> customers) {
        return new RfmGrid(
                quintiles(customers, Behaviour::daysSinceLast),
                quintiles(customers, Behaviour::orderDays),
                quintiles(customers, Behaviour::spend));
    }

    private static List<Double> quintiles(Collection<Behaviour> customers, ToDoubleFunction<Behaviour> of) {
        double[] sorted = customers.stream().mapToDouble(of).sorted().toArray();
        List<Double> limits = new ArrayList<>();
        for (int i = 1; i < SCORES; i++) {
            limits.add(sorted[(int) Math.ceil(i * sorted.length / (double) SCORES) - 1]);
        }
        return limits;
    }

    /** Days since the last order-day as a score, 5 for the fewest. */
    public int recencyScore(Behaviour behaviour) {
        return SCORES - below(recency, behaviour.daysSinceLast());
    }

    /** Order-days as a score, 5 for the most. */
    public int frequencyScore(Behaviour behaviour) {
        return 1 + below(frequency, behaviour.orderDays());
    }

    /** Net spend as a score, 5 for the most. */
    public int moneyScore(Behaviour behaviour) {
        return 1 + below(money, behaviour.spend());
    }

    private static int below(List<Double> limits, double value) {
        int count = 0;
        for (double limit : limits) {
            count += limit < value ? 1 : 0;
        }
        return count;
    }

    /**
     * The usual name of a part of the grid, by recency and the mean of frequency and money: champions, loyal,
     * promising, new, need attention, about to sleep, cannot lose, at risk, hibernating or lost.
     */
    public String name(Behaviour behaviour) {
        int recent = recencyScore(behaviour);
        double weight = (frequencyScore(behaviour) + moneyScore(behaviour)) / 2.0;
        if (recent >= HIGH) {
            return weight >= HIGH
                    ? "champions"
                    : weight >= MIDDLE ? "loyal" : behaviour.orderDays() == 1 ? "new" : "promising";
        }
        if (recent == 3) {
            return weight >= HIGH ? "loyal" : weight >= MIDDLE ? "need attention" : "about to sleep";
        }
        return weight >= HIGH ? "cannot lose" : weight >= MIDDLE ? "at risk" : recent == 2 ? "hibernating" : "lost";
    }
}
