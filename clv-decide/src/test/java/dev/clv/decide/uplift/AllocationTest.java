package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static Allocation.Option option(int row, int treatment, double cost, double net) {
        return new Allocation.Option(row, treatment, cost, net);
    }

    private static double net(List<Allocation.Option> chosen) {
        return chosen.stream().mapToDouble(Allocation.Option::net).sum();
    }

    @Test
    void theBudgetGoesWhereItBuysMost() {
        List<List<Allocation.Option>> options = List.of(
                List.of(option(0, 0, 1, 5), option(0, 1, 2, 6)),
                List.of(option(1, 0, 1, 3), option(1, 1, 2, 7)),
                List.of(option(2, 0, 1, 0.5)));

        assertThat(Allocation.of(options, 1)).containsExactly(option(0, 0, 1, 5));
        assertThat(Allocation.of(options, 3)).containsExactly(option(0, 0, 1, 5), option(1, 1, 2, 7));
        assertThat(net(Allocation.of(options, Double.POSITIVE_INFINITY))).isEqualTo(13.5);
        assertThat(Allocation.of(options, 0)).isEmpty();
    }

    @Test
    void whatCostsNothingNeedsNoBudgetAndWhatDoesHarmIsNeverChosen() {
        List<List<Allocation.Option>> options =
                List.of(List.of(option(0, 0, 0, 2), option(0, 1, 0, 3)), List.of(option(1, 0, 0, -1)));

        assertThat(Allocation.of(options, 0)).containsExactly(option(0, 1, 0, 3));
    }

    @Test
    void itIsBelowTheBestByLessThanOneStep() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<List<Allocation.Option>> options = new ArrayList<>();
            double largest = 0;
            for (int row = 0; row < 5; row++) {
                List<Allocation.Option> own = new ArrayList<>();
                for (int k = 0; k < 3; k++) {
                    own.add(option(row, k, 1 + random.nextInt(5), 4 * random.nextDouble() - 0.5));
                    largest = Math.max(largest, own.get(k).net());
                }
                options.add(own);
            }
            double budget = 1 + random.nextInt(12);
            List<Allocation.Option> chosen = Allocation.of(options, budget);

            assertThat(chosen.stream().mapToDouble(Allocation.Option::cost).sum())
                    .isLessThanOrEqualTo(budget);
            assertThat(net(chosen)).isBetween(best(options, 0, budget) - largest, best(options, 0, budget) + 1e-12);
        }
    }

    private static double best(List<List<Allocation.Option>> options, int row, double budget) {
        if (row == options.size()) {
            return 0;
        }
        double best = best(options, row + 1, budget);
        for (Allocation.Option option : options.get(row)) {
            if (option.cost() <= budget) {
                best = Math.max(best, option.net() + best(options, row + 1, budget - option.cost()));
            }
        }
        return best;
    }
}
