package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedCampaignTest {

    private static double[] ranks(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return Arrays.stream(values)
                .map(value -> Arrays.binarySearch(sorted, value))
                .toArray();
    }

    private static double value(SimulatedCampaign campaign, int row, String arm) {
        return campaign.netValue(row, arm);
    }

    @Test
    void effectsAreFoundAndThePolicyIsNearTheBest() {
        ShopSimulation shop =
                ShopSimulation.builder().customers(12_000).days(500).seed(2).build();
        SimulatedCampaign campaign = SimulatedCampaign.of(shop, shop.end().minus(Duration.ofDays(60)), 5);
        Experiment experiment = campaign.experiment();
        UpliftEffects effects = UpliftModel.builder().seed(1).crossFitted(experiment);
        OfferTerms terms = campaign.terms();
        List<String> arms = experiment.arms();
        double model = 0;
        double best = 0;
        double random = 0;
        for (int row = 0; row < experiment.rows(); row++) {
            int each = row;
            String chosen = SimulatedCampaign.NONE;
            double highest = 0;
            for (String arm : experiment.treatments()) {
                double net = terms.worth() * effects.effect(row, arm) - terms.cost(arm);
                chosen = net > highest ? arm : chosen;
                highest = Math.max(highest, net);
            }
            model += value(campaign, row, chosen);
            best += arms.stream()
                    .mapToDouble(arm -> value(campaign, each, arm))
                    .max()
                    .orElseThrow();
            random += arms.stream()
                    .mapToDouble(arm -> value(campaign, each, arm))
                    .average()
                    .orElseThrow();
        }

        assertThat((best - model) / (best - random)).isLessThan(0.25);
        for (String arm : experiment.treatments()) {
            double[] truth = IntStream.range(0, experiment.rows())
                    .mapToDouble(row -> campaign.effect(row, arm))
                    .toArray();
            assertThat(Trial.correlation(ranks(Trial.predicted(effects, arm)), ranks(truth)))
                    .as(arm)
                    .isGreaterThan(0.75);
            assertThat(Arrays.stream(truth).min().orElseThrow()).isNegative();
        }
    }

    @Test
    void theSameSeedGivesTheSameCampaign() {
        ShopSimulation shop = ShopSimulation.builder().customers(200).seed(2).build();

        SimulatedCampaign one = SimulatedCampaign.of(shop, shop.end(), 5);
        SimulatedCampaign same = SimulatedCampaign.of(shop, shop.end(), 5);
        SimulatedCampaign other = SimulatedCampaign.of(shop, shop.end(), 6);

        assertThat(IntStream.range(0, one.experiment().rows()).mapToObj(one.experiment()::arm))
                .containsExactlyElementsOf(IntStream.range(0, same.experiment().rows())
                        .mapToObj(same.experiment()::arm)
                        .toList());
        assertThat(IntStream.range(0, other.experiment().rows())
                        .mapToObj(other.experiment()::arm)
                        .toList())
                .isNotEqualTo(IntStream.range(0, one.experiment().rows())
                        .mapToObj(one.experiment()::arm)
                        .toList());
    }
}
