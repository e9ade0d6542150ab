package dev.clv.decide.uplift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which customer gets which treatment under a budget: the multiple-choice knapsack by its linear relaxation (Sinha,
 * Zoltners 1979, "The multiple-choice knapsack problem"). Of each customer's treatments those on the upper hull of net
 * value by cost are kept; steps along the hulls are taken by net value per unit of cost until the budget is spent. The
 * result is below the best by no more than the net value of one step.
 */
final class Allocation {

    /**
     * A treatment that a customer might get.
     *
     * @param row of the customer
     * @param treatment by index
     */
    record Option(int row, int treatment, double cost, double net) {}

    /** From one option of a customer to the next on the hull; {@code from} is null for the first. */
    private record Step(Option to, double cost, double net, int place) {

        double rate() {
            return cost > 0 ? net / cost : Double.POSITIVE_INFINITY;
        }
    }

    private Allocation() {}

    /**
     * At most one option of each row, with the highest net value that the budget allows.
     *
     * @param options those of each row in one list
     * @param budget zero or more, possibly infinite
     */
    static List<Option> of(List<List<Option>> options, double budget) {
        List<Step> steps = new ArrayList<>();
        for (List<Option> row : options) {
            steps.addAll(hull(row));
        }
        steps.sort(Comparator.comparingDouble(Step::rate)
                .reversed()
                .thenComparing(step -> step.to().row())
                .thenComparing(Step::place));
        Option[] chosen = new Option[options.size()];
        int[] taken = new int[options.size()];
        double left = budget;
        for (Step step : steps) {
            int row = step.to().row();
            // A customer whose step did not fit cannot take a later one.
            if (step.cost() <= left && taken[row] == step.place()) {
                left -= step.cost();
                chosen[row] = step.to();
                taken[row]++;
            }
        }
        List<Option> all = new ArrayList<>();
        for (Option option : chosen) {
            if (option != null) {
                all.add(option);
            }
        }
        return all;
    }

    /** The steps up the hull from no treatment, of rising cost and falling rate. */
    private static List<Step> hull(List<Option> options) {
        List<Option> sorted = new ArrayList<>(options);
        sorted.sort(Comparator.comparingDouble(Option::cost)
                .thenComparing(Comparator.comparingDouble(Option::net).reversed())
                .thenComparing(Option::treatment));
        List<Step> steps = new ArrayList<>();
        for (Option option : sorted) {
            Step step = step(steps, option);
            while (!steps.isEmpty()
                    && step.net() > 0
                    && step.rate() >= steps.get(steps.size() - 1).rate()) {
                steps.remove(steps.size() - 1);
                step = step(steps, option);
            }
            if (step.net() > 0) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static Step step(List<Step> steps, Option to) {
        Option from = steps.isEmpty() ? null : steps.get(steps.size() - 1).to();
        return new Step(
                to,
                to.cost() - (from == null ? 0 : from.cost()),
                to.net() - (from == null ? 0 : from.net()),
                steps.size());
    }
}
