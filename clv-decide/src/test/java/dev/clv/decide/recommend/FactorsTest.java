package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorsTest {

    /** Two crowds that share no product. */
    private static Snapshot crowds() {
        SmallShop shop = new SmallShop();
        for (int c = 0; c < 12; c++) {
            for (int p = 0; p < 6; p++) {
                if ((c + p) % 4 != 0) {
                    shop.buys("c" + c, p, (c % 2 == 0 ? "even" : "odd") + p);
                }
            }
        }
        ShopDays days = ShopDays.of(shop.log(), SmallShop.day(30), Map.of());
        return new Snapshot(days, days.end());
    }

    @Test
    void aCustomerScoresWhatTheOwnCrowdBuysAboveAllElse() {
        Snapshot shop = crowds();
        Factors factors = Factors.of(shop, 4, 10, 7);
        double[] scores = new double[shop.products()];
        for (int c = 0; c < shop.customers(); c++) {
            factors.score(c, scores);
            boolean even =
                    shop.shop().products().get(shop.product(shop.pairsFrom(c))).startsWith("even");
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < scores.length; j++) {
                if (shop.shop().products().get(j).startsWith("even") == even) {
                    least = Math.min(least, scores[j]);
                } else {
                    most = Math.max(most, scores[j]);
                }
            }
            assertThat(least).isGreaterThan(most);
        }
    }

    @Test
    void moreRoundsNeverRaiseTheLoss() {
        Snapshot shop = crowds();
        double before = Double.POSITIVE_INFINITY;
        for (int rounds = 1; rounds < 8; rounds++) {
            double loss = Factors.of(shop, 3, rounds, 7).loss(shop);
            assertThat(loss).isLessThanOrEqualTo(before + 1e-12);
            before = loss;
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Snapshot shop = crowds();
        double[] one = new double[shop.products()];
        double[] other = new double[shop.products()];
        Factors.of(shop, 4, 3, 7).score(1, one);
        Factors.of(shop, 4, 3, 7).score(1, other);
        assertThat(one).containsExactly(other);
    }
}
