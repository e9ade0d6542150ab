package dev.clv.features.standard;

import static dev.clv.features.standard.FeatureValues.at;
import static dev.clv.features.standard.FeatureValues.features;
import static dev.clv.features.standard.FeatureValues.history;
import static dev.clv.features.standard.FeatureValues.purchase;
import static dev.clv.features.standard.FeatureValues.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.Feature;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values worked out by hand: baskets, refunds, browsing, ratings, signals and attributes. */
class OtherFeaturesTest {

    private static final CustomerHistory EMPTY = history();

    private static View view(String time) {
        return new View(at(time), null, null);
    }

    private static CartAdd cartAdd(String time) {
        return new CartAdd(at(time), 1, null, null);
    }

    private static Review rating(String time, double rating) {
        return new Review(at(time), rating, null, null, null);
    }

    private static AttributeChange attribute(String name, String value) {
        return new AttributeChange(Instant.MIN, name, value);
    }

    @Test
    void basketsCountProductsCategoriesUnitsAndRepeats() {
        CustomerHistory history = history(
                purchase("2020-01-01T10:00", "1", 2, "tea", "drinks"),
                purchase("2020-01-01T11:00", "1", 1, "tea", "drinks"),
                purchase("2020-01-01T12:00", "1", 1, "cup", "kitchen"),
                purchase("2020-01-05T10:00", "1", 3, "tea", "drinks"),
                purchase("2020-01-05T10:00", "1", 0.5, null, null));
        assertThat(features(StandardExtractors.basket(), history, "2020-02-01"))
                .containsEntry("distinct_products", 2.0)
                .containsEntry("distinct_categories", 2.0)
                .containsEntry("quantity_per_order_day", 7.5 / 2)
                .containsEntry("lines_per_order_day", 5.0 / 2)
                .containsEntry("repeat_product_share", 1.0 / 2);
    }

    @Test
    void aProductBoughtTwiceOnOneDayIsNoRepeat() {
        CustomerHistory history = history(
                purchase("2020-01-01T10:00", "1", 1, "tea", null), purchase("2020-01-01T11:00", "1", 1, "tea", null));
        assertThat(features(StandardExtractors.basket(), history, "2020-02-01"))
                .containsEntry("repeat_product_share", 0.0)
                .containsEntry("distinct_categories", 0.0);
    }

    @Test
    void anEmptyBasketIsUndefinedWhereItWouldDivideByZero() {
        assertThat(features(StandardExtractors.basket(), EMPTY, "2020-02-01").values())
                .containsExactly(0.0, 0.0, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void refundsCountAndReduceNetSpend() {
        CustomerHistory history = history(
                purchase("2020-01-01", "30.00"), refund("2020-01-03T09:00", "7.50"), refund("2020-01-10", "4.50"));
        assertThat(features(StandardExtractors.refunds(), history, "2020-02-01"))
                .containsEntry("refund_count", 2.0)
                .containsEntry("refund_total", 12.0)
                .containsEntry("refund_share", 0.4)
                .containsEntry("days_since_refund", 21.0)
                .containsEntry("spend_net", 18.0);
    }

    @Test
    void refundsMayExceedWhatIsKnownToBeSpent() {
        assertThat(features(StandardExtractors.refunds(), history(refund("2020-01-03", "5")), "2020-01-04"))
                .containsEntry("refund_share", Double.NaN)
                .containsEntry("days_since_refund", 0.0)
                .containsEntry("spend_net", -5.0);
        assertThat(features(StandardExtractors.refunds(), EMPTY, "2020-02-01").values())
                .containsExactly(0.0, 0.0, Double.NaN, Double.NaN, 0.0);
    }

    @Test
    void browsingCountsViewsCartsAndConversionByDay() {
        CustomerHistory history = history(
                view("2020-03-01T09:00"),
                view("2020-03-01T10:00"),
                cartAdd("2020-03-01T10:05"),
                purchase("2020-03-01T10:10", "5"),
                purchase("2020-03-03T08:00", "5"),
                view("2020-03-03T09:00"),
                view("2020-03-20T09:00"),
                cartAdd("2020-03-22T09:00"),
                view("2020-03-28T09:00"),
                view("2020-03-31T23:00"));
        // As of 31 March: 7 days back to 25 March, 30 days back to 2 March. Days with a view: 1, 3, 20, 28, 31 March.
        assertThat(features(StandardExtractors.browsing(), history, "2020-04-01"))
                .containsEntry("views", 6.0)
                .containsEntry("views_7d", 2.0)
                .containsEntry("views_30d", 4.0)
                .containsEntry("cart_adds", 2.0)
                .containsEntry("days_since_visit", 0.0)
                .containsEntry("view_conversion", 2.0 / 5)
                .containsEntry("cart_conversion", 1.0 / 2);
        assertThat(features(StandardExtractors.browsing(), history, "2020-05-06"))
                .containsEntry("views", 6.0)
                .containsEntry("views_7d", 0.0)
                .containsEntry("views_30d", 0.0)
                .containsEntry("days_since_visit", 35.0);
    }

    @Test
    void whoNeverBrowsedHasNoConversion() {
        assertThat(features(StandardExtractors.browsing(), history(purchase("2020-01-01", "1")), "2020-02-01")
                        .values())
                .containsExactly(0.0, 0.0, 0.0, 0.0, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void ratingsIgnoreReviewsWithoutOne() {
        CustomerHistory history = history(
                rating("2020-01-01", 5),
                rating("2020-01-02", 2),
                rating("2020-01-03", 4),
                rating("2020-01-04", Double.NaN));
        assertThat(features(StandardExtractors.ratings(), history, "2020-02-01"))
                .containsEntry("rating_count", 3.0)
                .containsEntry("rating_mean", 11.0 / 3)
                .containsEntry("rating_last", 4.0)
                .containsEntry("rating_min", 2.0);
        assertThat(features(StandardExtractors.ratings(), EMPTY, "2020-02-01").values())
                .containsExactly(0.0, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void signalsSeenInTrainingGetASumAndALastValue() {
        List<CustomerHistory> training = List.of(history(
                new Signal(at("2020-01-01"), "minutes", 1),
                new Signal(at("2020-01-02"), "minutes", 1),
                new Signal(at("2020-01-02"), "search", 1)));
        CustomerHistory history = history(
                new Signal(at("2020-01-01"), "minutes", 2.5),
                new Signal(at("2020-01-02"), "minutes", -1),
                new Signal(at("2020-01-03"), "never seen in training", 9));
        assertThat(features(StandardExtractors.signals(9, 1), training, history, "2020-02-01"))
                .containsEntry("signal.minutes.sum", 1.5)
                .containsEntry("signal.minutes.last", -1.0)
                .containsEntry("signal.search.sum", 0.0)
                .containsEntry("signal.search.last", Double.NaN)
                .hasSize(4);
    }

    @Test
    void onlyTheMostFrequentSignalsAreKept() {
        List<CustomerHistory> training = List.of(history(
                new Signal(at("2020-01-01"), "rare", 1),
                new Signal(at("2020-01-02"), "often", 1),
                new Signal(at("2020-01-03"), "often", 1)));
        assertThat(features(StandardExtractors.signals(1, 1), training, EMPTY, "2020-02-01"))
                .containsOnlyKeys("signal.often.sum", "signal.often.last");
    }

    @Test
    void attributesBecomeNumbersOrCategories() {
        List<CustomerHistory> training = List.of(
                history(attribute("age", "31"), attribute("country", "France")),
                history(attribute("age", "4.5e1"), attribute("country", "France")),
                history(attribute("age", " 28 "), attribute("country", "Peru")),
                history(attribute("country", "Peru")),
                history(attribute("country", "Malta")));
        var extractor = StandardExtractors.attributes(10, 2);
        CustomerHistory peruvian = history(attribute("age", "40"), attribute("country", "Peru"));
        assertThat(features(extractor, training, peruvian, "2020-02-01"))
                .containsEntry("attr.age", 40.0)
                .containsEntry("attr.country", 1.0)
                .hasSize(2);
        CustomerHistory maltese = history(attribute("age", "forty"), attribute("country", "Malta"));
        assertThat(features(extractor, training, maltese, "2020-02-01"))
                .containsEntry("attr.age", Double.NaN)
                .containsEntry("attr.country", 2.0);
        assertThat(features(extractor, training, EMPTY, "2020-02-01").values()).containsOnly(Double.NaN);
    }

    @Test
    void anAttributeIsKnownFromItsTimeOnAndTheLastValueCounts() {
        List<CustomerHistory> training = Collections.nCopies(
                3, history(attribute("tier", "gold"), new AttributeChange(at("2020-01-10"), "tier", "silver")));
        List<CustomerHistory> gold = Collections.nCopies(3, history(attribute("tier", "gold")));
        List<CustomerHistory> both = new ArrayList<>(training);
        both.addAll(gold);
        var extractor = StandardExtractors.attributes(10, 2);
        CustomerHistory history = training.get(0);
        assertThat(features(extractor, both, history, "2020-01-10")).containsEntry("attr.tier", 0.0);
        assertThat(features(extractor, both, history, "2020-01-11")).containsEntry("attr.tier", 1.0);
    }

    @Test
    void twentyDifferentCustomersMustShareWhatIsLearnedHoweverManyRowsOneHas() {
        List<CustomerHistory> rows = new ArrayList<>();
        for (int customer = 0; customer < 20; customer++) {
            List<CustomerEvent> events = new ArrayList<>(List.of(
                    attribute("email", "customer-" + customer + "@example.com"),
                    attribute("country", customer < 19 ? "Peru" : "Malta"),
                    new Signal(at("2020-01-01"), "search", 1)));
            if (customer < 19) {
                events.add(new Signal(at("2020-01-01"), "called about a divorce", 1));
                events.add(attribute("age", "31"));
            }
            CustomerHistory history = CustomerHistory.of("c" + customer, ZoneId.of("UTC"), Instant.MAX, events);
            rows.addAll(Collections.nCopies(12, history));
        }
        assertThat(names(StandardExtractors.signals(), rows))
                .containsExactly("signal.search.sum", "signal.search.last");
        assertThat(names(StandardExtractors.attributes(), rows)).isEmpty();
        rows.add(history(attribute("country", "Peru"), attribute("age", "32")));
        assertThat(names(StandardExtractors.attributes(), rows)).containsExactly("attr.age", "attr.country");
        assertThat(StandardExtractors.attributes().fit(rows).features().get(1).categories())
                .containsExactly("Peru");
    }

    private static List<String> names(FittableExtractor extractor, List<CustomerHistory> rows) {
        return extractor.fit(rows).features().stream().map(Feature::name).toList();
    }

    @Test
    void rareAttributesAndCategoriesAreLeftOut() {
        CustomerEvent[] many = {attribute("city", "Lima"), attribute("shoe size", "44")};
        List<CustomerHistory> training = List.of(history(many), history(many), history(attribute("city", "Rome")));
        assertThat(features(StandardExtractors.attributes(10, 3), training, EMPTY, "2020-02-01"))
                .as("no category and no numeric attribute of three customers")
                .isEmpty();
        assertThat(StandardExtractors.attributes(1, 1).fit(training).features())
                .extracting(feature -> feature.name() + feature.categories())
                .containsExactly("attr.city[Lima]", "attr.shoe size[]");
    }
}
