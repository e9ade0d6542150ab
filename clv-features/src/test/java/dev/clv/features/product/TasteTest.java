package dev.clv.features.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden values of an embedding of two directions, east and north, and one between them. */
class TasteTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant CUTOFF = Instant.parse("2024-01-01T00:00:00Z");
    private static final float HALF = (float) Math.sqrt(0.5);
    private static final FeatureExtractor TASTE = new TasteFeatures(
            20,
            new ProductEmbedding(2, List.of("east", "north"), List.of("between"), new float[] {1, 0, 0, 1, HALF, HALF}),
            List.of());

    private static Instant daysAgo(int days) {
        return CUTOFF.minus(Duration.ofDays(days)).minusSeconds(43_200); // 0 is the as-of day
    }

    private static Purchase bought(int daysAgo, String product) {
        return new Purchase(daysAgo(daysAgo), BigDecimal.TEN, 1, null, product, null);
    }

    /** The two columns of taste, breadth, drift and novelty. */
    private static double[] taste(CustomerEvent... events) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(TASTE)).fit(List.of());
        return pipeline.row(CustomerHistory.of("c", ZONE, CUTOFF, List.of(events)), CUTOFF);
    }

    @Test
    void aCustomerOfNothingKnownHasNoTaste() {
        assertThat(taste()).containsOnly(Double.NaN);
        assertThat(taste(bought(5, "west"), new View(daysAgo(3), null, "nowhere")))
                .containsOnly(Double.NaN);
    }

    @Test
    void weightsHalveEveryNinetyDays() {
        double[] row = taste(bought(100, "north"), bought(10, "east"));

        assertThat(row[0]).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(row[1]).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void aPurchaseCountsAsMuchAsFourLooks() {
        double[] row = taste(
                bought(1, "east"),
                new View(daysAgo(1), "north", null),
                new CartAdd(daysAgo(1), 1, "north", null)); // the same thing on the same day

        assertThat(row[0]).isCloseTo(0.8, within(1e-12));
        assertThat(row[1]).isCloseTo(0.2, within(1e-12));
        assertThat(row[2]).as("breadth, of what was bought").isZero();
        assertThat(row[4]).as("novelty of a first order-day").isNaN();
    }

    @Test
    void breadthIsWhatTheMeanOfTheVectorsLacksInLength() {
        assertThat(taste(bought(3, "east"), bought(2, "east"))[2]).isZero();
        assertThat(taste(bought(3, "east"), bought(2, "north"))[2]).isCloseTo(1 - Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void driftComparesTheLastNinetyDaysWithWhatWasBefore() {
        assertThat(taste(bought(90, "east"), bought(89, "north"))[3]).isCloseTo(1, within(1e-12));
        assertThat(taste(bought(90, "east"), bought(89, "east"))[3]).isZero();
        assertThat(taste(bought(89, "east"), bought(2, "north"))[3])
                .as("nothing before")
                .isNaN();
        assertThat(taste(bought(200, "east"), new Purchase(daysAgo(3), BigDecimal.ONE, 1, null, "rare", "between"))[3])
                .as("a rare product is taken for its category")
                .isCloseTo(1 - Math.sqrt(0.5), within(1e-7));
    }

    @Test
    void noveltyIsTheDistanceOfTheLastOrderDayFromTheNearestThingBefore() {
        assertThat(taste(bought(30, "east"), bought(20, "north"), bought(1, "north"))[4])
                .isZero();
        assertThat(taste(bought(30, "east"), bought(1, "north"), bought(1, "east"))[4])
                .as("one of two is new")
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theLatestItemsAreKeptAndNoMore() {
        LatestItems items = new LatestItems(3);
        for (int day : new int[] {5, 9, 1, 7, 9}) {
            items.add(day, 2);
        }
        items.add(9, 1);

        assertThat(items.all())
                .containsExactly(new LatestItems.Met(7, 2), new LatestItems.Met(9, 1), new LatestItems.Met(9, 2));
    }

    @Test
    void aVeryOldTasteIsStillOne() {
        double[] row = taste(bought(200_000, "east"));

        assertThat(row[0]).isEqualTo(1);
        assertThat(row[1]).isZero();
    }

    @Test
    void theExtractorKeepsTheContract() {
        ExtractorChecks.checkSettings(ProductExtractors.taste(3, 1), ProductExtractors.taste());
        ExtractorChecks.check(ProductExtractors.taste(4, 2));
    }

    @Test
    void aLogWithoutProductsHasNoTasteAndSaysSo() {
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            histories.add(CustomerHistory.of("c" + i, ZONE, CUTOFF, List.of(Purchase.of(daysAgo(3), BigDecimal.TEN))));
        }

        FeatureExtractor fitted = ProductExtractors.taste().fit(histories);

        assertThat(fitted.features()).isEmpty();
        assertThat(fitted.columns()).extracting(ColumnReport::kind).containsExactly(ColumnReport.Kind.IGNORED);
        assertThat(fitted.columns().get(0).brief())
                .contains("no two products or categories of 20 customers each occur together");
        assertThatThrownBy(() -> ProductExtractors.taste(0, 1))
                .hasMessageContaining("must be at least 1, were 0 and 1");
    }

    @Test
    void tasteIsOneFeatureOfSeveralColumns() {
        assertThat(TASTE.features()).extracting(Feature::width).containsExactly(2, 1, 1, 1);
        assertThat(TASTE.features()).extracting(Feature::group).containsOnly("taste");
    }
}
