package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTest {

    private static final PredictedValues FIVE =
            PredictedValues.of(new double[] {9, 4, 3, 0.5, 0}, new double[] {0, 10, 1, 0, 6});

    /** By hand: predictions above 0.68 are those of three customers, who brought 0, 10 and 1. */
    @Test
    void whoeverIsWorthTheCostIsContacted() {
        Campaign.Result result = Campaign.of(0.68).of(FIVE);

        assertThat(result.contacts()).isEqualTo(3);
        assertThat(result.profit()).isCloseTo(11 - 3 * 0.68, within(1e-12));
        assertThat(result.bestProfit()).isCloseTo(17 - 3 * 0.68, within(1e-12));
        assertThat(result.profitOfAll()).isCloseTo(17 - 5 * 0.68, within(1e-12));
    }

    @Test
    void aBudgetTakesTheHighestPredictionsOnly() {
        Campaign.Result result = Campaign.of(0.68).contacts(1).of(FIVE);

        assertThat(result.contacts()).isEqualTo(1);
        assertThat(result.profit()).isCloseTo(-0.68, within(1e-12));
        assertThat(result.bestProfit()).isCloseTo(10 - 0.68, within(1e-12));
    }

    @Test
    void nobodyIsContactedAboveTheirPredictionAndTiesShareTheirValue() {
        assertThat(Campaign.of(100).of(FIVE)).isEqualTo(new Campaign.Result(0, 0, 0, 17 - 500));
        PredictedValues tied = PredictedValues.of(new double[] {1, 1, 1, 1}, new double[] {8, 0, 0, 0});
        assertThat(Campaign.of(0.5).contacts(2).of(tied).profit()).isCloseTo(4 - 1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noPredictionEarnsMoreThanTheTruth(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] truth = random.doubles(50).map(u -> u < 0.6 ? 0 : 10 * u).toArray();
        PredictedValues values = PredictedValues.of(random.doubles(50, 0, 10).toArray(), truth);
        for (int budget : List.of(1, 7, 50)) {
            Campaign.Result result = Campaign.of(1).contacts(budget).of(values);
            assertThat(result.profit()).isLessThanOrEqualTo(result.bestProfit());
            assertThat(Campaign.of(1)
                            .contacts(budget)
                            .of(PredictedValues.of(truth, truth))
                            .profit())
                    .isEqualTo(result.bestProfit());
        }
    }

    @Test
    void refusesCostsAndBudgetsThatAreNone() {
        assertThatThrownBy(() -> Campaign.of(-1)).hasMessageContaining("was -1.0");
        assertThatThrownBy(() -> Campaign.of(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Campaign.of(1).contacts(0)).hasMessageContaining("was 0");
    }
}
