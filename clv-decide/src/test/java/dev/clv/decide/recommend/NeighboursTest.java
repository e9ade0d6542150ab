package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    @Test
    void similaritiesAreThoseOfTheirFormulas() {
        assertThat(Similarity.COSINE.of(6, 9, 16, 100)).isEqualTo(0.5);
        assertThat(Similarity.JACCARD.of(6, 9, 16, 100)).isEqualTo(6 / 19.0);
        // 2 * sum of k ln(k n / (row column)) over the cells 6, 3, 10 and 81 of the table.
        double expected = 2
                * (6 * Math.log(6 * 100 / (9.0 * 16))
                        + 3 * Math.log(3 * 100 / (9.0 * 84))
                        + 10 * Math.log(10 * 100 / (16.0 * 91))
                        + 81 * Math.log(81 * 100 / (91.0 * 84)));
        assertThat(Similarity.LOG_LIKELIHOOD.of(6, 9, 16, 100)).isCloseTo(expected, within(1e-9));
        assertThat(Similarity.LOG_LIKELIHOOD.of(1, 20, 20, 100)).isZero();
    }

    @Test
    void productsThatTheSameCustomersBuyAreNeighbours() {
        SmallShop shop = new SmallShop()
                .buys("a", 0, "bread", "butter")
                .buys("b", 1, "bread", "butter", "wine")
                .buys("c", 2, "bread")
                .buys("d", 2, "wine");
        ShopDays days = ShopDays.of(shop.log(), SmallShop.day(5), Map.of());
        Snapshot snapshot = new Snapshot(days, days.end());

        Neighbours cosine = Neighbours.of(snapshot, new Neighbours.Kind(Similarity.COSINE, 2))
                .get(0);

        int bread = days.products().indexOf("bread");
        int butter = days.products().indexOf("butter");
        int wine = days.products().indexOf("wine");
        assertThat(cosine.similarity(bread, butter)).isCloseTo(2 / Math.sqrt(6), within(1e-7));
        assertThat(cosine.similarity(wine, butter)).isCloseTo(1 / Math.sqrt(4), within(1e-7));
        assertThat(cosine.similarity(bread, bread)).isZero();
        double[] scores = new double[3];
        cosine.add(bread, 2, scores);
        assertThat(scores[butter]).isCloseTo(4 / Math.sqrt(6), within(1e-6));
    }

    @Test
    void onlyTheBestAreKeptForEachProduct() {
        SmallShop shop = new SmallShop()
                .buys("a", 0, "x", "y")
                .buys("b", 0, "x", "y", "z")
                .buys("c", 0, "z");
        ShopDays days = ShopDays.of(shop.log(), SmallShop.day(1), Map.of());

        Neighbours one = Neighbours.of(new Snapshot(days, days.end()), new Neighbours.Kind(Similarity.COSINE, 1))
                .get(0);

        assertThat(one.similarity(1, 0)).isPositive();
        assertThat(one.similarity(2, 0)).isZero();
    }
}
