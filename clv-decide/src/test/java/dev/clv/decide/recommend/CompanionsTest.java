package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CompanionsTest {

    @Test
    void theScoreIsTheMeanOfWhatTheNearestCustomersBought() {
        SmallShop shop = new SmallShop()
                .buys("me", 0, "tea")
                .buys("near", 0, "tea", "milk")
                .buys("far", 0, "tea", "milk", "rice", "salt")
                .buys("other", 0, "wine");
        ShopDays days = ShopDays.of(shop.log(), SmallShop.day(1), Map.of());
        Snapshot snapshot = new Snapshot(days, days.end());
        double[] scores = new double[snapshot.products()];

        new Companions(snapshot, new Decay(100), 2).new Search()
                .score(days.customers().indexOf("me"), scores);

        // Lengths are 1: near is (tea, milk) / sqrt 2 at the similarity 1 / sqrt 2, far is each / 2 at 1 / 2.
        double near = 1 / Math.sqrt(2);
        double sum = near + 0.5;
        assertThat(scores[days.products().indexOf("milk")]).isCloseTo((near * near + 0.25) / sum, within(1e-6));
        assertThat(scores[days.products().indexOf("rice")]).isCloseTo(0.25 / sum, within(1e-6));
        assertThat(scores[days.products().indexOf("wine")]).isZero();

        new Companions(snapshot, new Decay(100), 1).new Search()
                .score(days.customers().indexOf("me"), scores);
        assertThat(scores[days.products().indexOf("rice")]).isZero();
    }
}
