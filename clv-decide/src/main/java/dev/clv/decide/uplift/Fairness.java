package dev.clv.decide.uplift;

import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How offers fall on groups of a protected attribute, such as a gender or an age group, which need not be a feature to
 * matter: other features may stand for it. Groups of fewer than 20 customers are not shown. Immutable.
 *
 * @param attribute its name
 * @param groups the shown ones, in alphabetical order
 * @param rateDifference the highest offer rate less the lowest, of those two groups; NaN with fewer than two groups
 * @param benefitDifference the highest expected benefit per customer less the lowest, of those two groups
 * @param hidden how many customers are in no group that is shown
 * @param cautions {@code unequal_offers} if the rates differ by more than was allowed and more than chance; often empty
 */
public record Fairness(
        String attribute,
        List<Group> groups,
        Estimate rateDifference,
        Estimate benefitDifference,
        int hidden,
        List<Caution> cautions) {

    /** Of a smaller group, a rate tells of single customers. */
    private static final int FEWEST = 20;

    private static final int RESAMPLES = 200;
    private static final long SEED = 42;

    /** Copies the lists. */
    public Fairness {
        groups = List.copyOf(groups);
        cautions = List.copyOf(cautions);
    }

    /**
     * A group of customers.
     *
     * @param name the value of the attribute
     * @param customers how many were looked at
     * @param offerRate which share of them got an offer; in [0, 1]
     * @param benefit what offers are expected to change per customer, in units of the outcome
     */
    public record Group(String name, int customers, double offerRate, double benefit) {}

    /**
     * Looks at offers.
     *
     * @param groupOf the group of every customer who might have got an offer
     * @param mostDifference of offer rates that is allowed before a caution; in [0, 1]
     */
    public static Fairness of(
            String attribute, Map<String, String> groupOf, Decisions<Offer> offers, double mostDifference) {
        if (!(mostDifference >= 0 && mostDifference <= 1)) {
            throw new IllegalArgumentException("a difference of offer rates must lie in [0, 1], was " + mostDifference);
        }
        Map<String, Double> uplifts = new HashMap<>();
        for (Decision<Offer> offer : offers.decisions()) {
            uplifts.put(offer.customer(), offer.choice().uplift());
        }
        Map<String, List<double[]>> members = new TreeMap<>();
        new TreeMap<>(groupOf)
                .forEach((customer, group) -> members.computeIfAbsent(group, name -> new ArrayList<>())
                        .add(new double[] {uplifts.containsKey(customer) ? 1 : 0, uplifts.getOrDefault(customer, 0.0)
                        }));
        int hidden = members.values().stream()
                .filter(rows -> rows.size() < FEWEST)
                .mapToInt(List::size)
                .sum();
        members.values().removeIf(rows -> rows.size() < FEWEST);
        List<Group> groups = new ArrayList<>();
        members.forEach(
                (name, rows) -> groups.add(new Group(name, rows.size(), mean(rows, 0, null), mean(rows, 1, null))));
        Estimate rates = difference(members, 0);
        Estimate benefits = difference(members, 1);
        List<Caution> cautions = rates.low() > mostDifference
                ? List.of(Caution.of(
                        "unequal_offers",
                        "Offers fall unequally on groups of '%s': the offer rates of two groups differ by %.3f (%.3f to"
                                + " %.3f), and %.3f was allowed. Look at which features stand for the attribute, and"
                                + " leave them out, or spend the budget within each group.",
                        attribute,
                        rates.value(),
                        rates.low(),
                        rates.high(),
                        mostDifference))
                : List.of();
        return new Fairness(attribute, groups, rates, benefits, hidden, cautions);
    }

    /** Of the two groups that are farthest apart, which stay the same in all resamples. */
    private static Estimate difference(Map<String, List<double[]>> members, int number) {
        if (members.size() < 2) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN);
        }
        List<List<double[]>> sorted = new ArrayList<>(members.values());
        sorted.sort((a, b) -> Double.compare(mean(a, number, null), mean(b, number, null)));
        List<double[]> low = sorted.get(0);
        List<double[]> high = sorted.get(sorted.size() - 1);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] resampled = new double[RESAMPLES];
        Arrays.setAll(resampled, i -> mean(high, number, random) - mean(low, number, random));
        return Estimate.of(mean(high, number, null) - mean(low, number, null), resampled);
    }

    /** Of all rows, or of as many that are drawn. */
    private static double mean(List<double[]> rows, int number, @Nullable SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += rows.get(random == null ? i : random.nextInt(rows.size()))[number];
        }
        return sum / rows.size();
    }

    /** A line for each group, and the two differences. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Group group : groups) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s: %,d customers, offer rate %.3f, expected benefit %+.4f per customer%n",
                    attribute,
                    group.name(),
                    group.customers(),
                    group.offerRate(),
                    group.benefit()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "difference of offer rates %s, of expected benefit %s%n",
                        rateDifference,
                        benefitDifference))
                .toString();
    }
}
