package dev.clv.features.behaviour;

import static dev.clv.features.behaviour.Customers.at;
import static dev.clv.features.behaviour.Customers.cart;
import static dev.clv.features.behaviour.Customers.customers;
import static dev.clv.features.behaviour.Customers.features;
import static dev.clv.features.behaviour.Customers.purchase;
import static dev.clv.features.behaviour.Customers.refund;
import static dev.clv.features.behaviour.Customers.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FeaturePlan;
import dev.clv.features.FittedState;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values by hand. */
class BehaviourExtractorsTest {

    private static final double NAN = Double.NaN;

    @Test
    void aModelCanHaveThemBesideAllOthers() {
        FeaturePlan plan =
                FeaturePlan.of(Stream.of(StandardExtractors.all(), TextExtractors.all(), BehaviourExtractors.all())
                        .flatMap(List::stream)
                        .toList());

        assertThat(plan.fit(customers(20, "2024-03-01", new AttributeChange(at("2024-01-01"), "channel", "app")))
                        .schema()
                        .size())
                .isGreaterThan(100);
    }

    @Test
    void settingsAreInTheFittedState() {
        ExtractorChecks.checkSettings(
                BehaviourExtractors.seasons(SeasonCalendar.parse("may: yearly 05-01..05-31"), 30),
                BehaviourExtractors.seasons());
        ExtractorChecks.checkSettings(
                BehaviourExtractors.channels(1, "country"), BehaviourExtractors.channels(1, "channel"));
        assertThatThrownBy(() -> BehaviourExtractors.prices().restore(FittedState.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks");
        assertThatThrownBy(() -> BehaviourExtractors.carts(0)).hasMessage("minCustomers must be at least 1, was 0");
        assertThatThrownBy(() -> BehaviourExtractors.channels(1, "a", "a"))
                .hasMessage("attributes must name each once, were [a, a]");
    }

    @Test
    void aSessionEndsWithHalfAnHourOfSilence() {
        Map<String, Double> all = features(
                BehaviourExtractors.sessions(),
                "2024-03-01",
                view("2024-01-05T10:00", "tea", null),
                view("2024-01-05T10:30", "tea", null),
                purchase("2024-01-05T10:40", "5", "p", "tea"),
                view("2024-02-20T10:00", "tea", null),
                view("2024-02-20T10:31", "tea", null),
                cart("2024-02-20T10:35", "p"));

        assertThat(all)
                .containsEntry("session_count", 3.0)
                .containsEntry("sessions_30d", 2.0)
                .containsEntry("session_days", 2.0)
                .containsEntry("session_minutes_mean", (40 + 0 + 4) / 3.0)
                .containsEntry("session_views_mean", 4 / 3.0)
                .containsEntry("session_conversion", 1 / 3.0)
                .containsEntry("session_cart_share", 1 / 3.0)
                .containsEntry("session_bounce_share", 1 / 3.0)
                .containsEntry("sessions_since_purchase", 2.0);
        assertThat(features(BehaviourExtractors.sessions(), "2024-03-01"))
                .containsEntry("session_count", 0.0)
                .containsEntry("session_conversion", NAN)
                .containsEntry("sessions_since_purchase", NAN);
    }

    @Test
    void sessionIdsDecideWhereThereAreSome() {
        CustomerEvent[] events = {
            view("2024-01-05T10:00", "tea", "s1"),
            view("2024-01-05T12:00", "tea", "s1"), // the same, though two hours later
            view("2024-01-05T12:01", "tea", "s2"), // another, though a minute later
            purchase("2024-01-05T12:05", "5", "p", "tea"), // of s2, as it names none
            view("2024-01-05T12:10", "tea", "s2"),
            view("2024-01-05T12:20", "tea", "s3"),
            view("2024-01-05T13:00", "tea", null) // 40 minutes of silence
        };

        assertThat(features(BehaviourExtractors.sessions(), "2024-03-01", events))
                .containsEntry("session_count", 4.0)
                .containsEntry("session_minutes_mean", (120 + 9 + 0 + 0) / 4.0)
                .containsEntry("session_conversion", 0.25)
                .containsEntry("sessions_since_purchase", 2.0);
    }

    @Test
    void theFunnelLeadsFromALookToAPurchase() {
        Map<String, Double> all = features(
                BehaviourExtractors.funnel(),
                "2024-03-01",
                purchase("2024-01-01", "5", "p", "soap"), // before it was looked at
                view("2024-01-05", "soap", null),
                view("2024-01-05", "tea", null),
                view("2024-01-05", "cups", null),
                view("2024-02-20", "cups", null),
                cart("2024-02-19", "p"),
                cart("2024-02-10", "q"),
                cart("2024-02-20", "q"),
                purchase("2024-02-20T15:00", "5", "q", "tea"),
                purchase("2024-02-26", "5", "p", "tea"));

        assertThat(all)
                .containsEntry("viewed_categories_bought_share", 1 / 3.0)
                .containsEntry("viewed_categories_unbought", 1.0)
                .containsEntry("cart_bought_same_day_share", 1 / 3.0)
                .containsEntry("cart_bought_7d_share", 2 / 3.0)
                // Before a third each, in the last 30 days cups only.
                .containsEntry("view_drift", (1 / 3.0 + 1 / 3.0 + 2 / 3.0) / 2)
                .containsEntry("purchase_drift", 1.0);
    }

    @Test
    void aCartIsLeftIfNothingOfItIsBoughtInTime() {
        List<CustomerHistory> training =
                new ArrayList<>(customers(20, "2024-01-01", purchase("2023-12-01", "10", "p", "tea")));
        training.addAll(customers(20, "2024-01-02", purchase("2023-12-01", "30", "rare", "tea")));
        CustomerEvent[] events = {
            cart("2024-01-05", "p"),
            cart("2024-01-05T13:00", "q"),
            purchase("2024-01-12", "5", "p", "tea"), // in time, so that the cart was not left
            cart("2024-01-20", "p"),
            purchase("2024-01-28", "5", "p", "tea"), // a day too late
            cart("2024-02-25", "new") // at the price of the shop, 20
        };

        assertThat(features(BehaviourExtractors.carts(), training, "2024-02-27", events))
                .containsEntry("abandoned_carts", 2.0)
                .containsEntry("abandoned_carts_30d", 1.0)
                .containsEntry("days_since_abandoned_cart", 2.0)
                .containsEntry("abandoned_cart_last_value", 40.0)
                .containsEntry("abandoned_carts_value", 60.0)
                .containsEntry("open_cart_value", 40.0);
        assertThat(features(BehaviourExtractors.carts(), customers(19, "2024-01-01", events), "2024-02-27", events))
                .containsEntry("abandoned_carts", 2.0)
                .containsEntry("abandoned_carts_value", NAN);
        assertThat(features(BehaviourExtractors.carts(), training, "2024-02-27"))
                .containsEntry("abandoned_carts_value", 0.0)
                .containsEntry("days_since_abandoned_cart", NAN);
    }

    @Test
    void aDiscountIsFivePercentBelowTheUsualPrice() {
        List<CustomerHistory> training = customers(
                20, "2024-01-01", purchase("2023-12-01", "10", "p", "tea"), purchase("2023-12-01", "30", "q", "tea"));

        assertThat(features(
                        BehaviourExtractors.prices(),
                        training,
                        "2024-03-01",
                        purchase("2023-06-01", "9.51", "p", "tea"),
                        purchase("2023-06-02", "0", "p", "tea"),
                        purchase("2023-06-03", "12", "unknown", "unknown"),
                        purchase("2024-02-20", "9.50", "p", "tea"),
                        purchase("2024-02-20", "30", "q", "tea")))
                .containsEntry("discount_share", 1 / 3.0)
                .containsEntry("relative_price", (0.951 + 0.95 + 1) / 3)
                .hasEntrySatisfying(
                        "price_level", level -> assertThat(level).isCloseTo((9.51 + 9.50 + 30) / 20 / 3, within(1e-6)))
                .containsEntry("discount_trend", 0.5);
    }

    @Test
    void aProductHasTheCycleInWhichOthersBuyItAgain() {
        List<CustomerHistory> training = customers(
                20, "2024-01-01", purchase("2023-11-01", "10", "p", "tea"), purchase("2023-12-01", "10", "p", "tea"));

        assertThat(features(
                        BehaviourExtractors.replenishment(),
                        training,
                        "2024-03-01T00:00",
                        purchase("2024-01-15", "10", "p", "tea"), // as of 29 February 45 days ago
                        purchase("2024-02-20", "10", "new", "tea"), // the cycle of tea, of 30 days too
                        purchase("2024-02-20", "10", "chair", "furniture")))
                .containsEntry("replenish_overdue", 1.5)
                .containsEntry("replenish_due_30d", 1.0)
                .containsEntry("replenish_share", 2 / 3.0);
    }

    @Test
    void effectiveCategoriesAreAsManyIfAllAreBoughtAlike() {
        assertThat(features(
                                BehaviourExtractors.diversity(),
                                "2024-03-01",
                                purchase("2024-01-15", "10", "p", "tea"),
                                purchase("2024-01-15", "10", "p", "soap"))
                        .get("effective_categories"))
                .isCloseTo(2, within(1e-12));
        assertThat(features(BehaviourExtractors.diversity(), "2024-03-01", purchase("2024-01-15", "10", "p", "tea")))
                .containsEntry("category_entropy", 0.0)
                .containsEntry("effective_categories", 1.0);
    }

    @Test
    void aPurchaseHasTheChannelKnownByThen() {
        List<CustomerHistory> training = new ArrayList<>();
        for (String channel : List.of("app", "shop", "post")) {
            training.addAll(customers(
                    channel.equals("post") ? 19 : 20,
                    channel.equals("app") ? "2024-01-01" : channel.equals("shop") ? "2024-01-02" : "2024-01-03",
                    new AttributeChange(at("2023-01-01"), "channel", channel)));
        }
        Map<String, Double> all = features(
                BehaviourExtractors.channels(),
                training,
                "2024-03-01",
                purchase("2023-12-01", "1", "p", "tea"), // before anything is known
                new AttributeChange(at("2023-12-24"), "channel", "shop"),
                purchase("2024-01-01", "1", "p", "tea"),
                new AttributeChange(at("2024-01-01"), "channel", "app"), // at that instant, and so known
                purchase("2024-01-02", "1", "p", "tea"),
                new AttributeChange(at("2024-02-01"), "channel", "post"),
                purchase("2024-02-02", "1", "p", "tea"));

        assertThat(all)
                .containsEntry("channel_first", NAN)
                .containsEntry("channel_last", 2.0) // the unknown code
                .containsEntry("channel_values", 2.0)
                .containsEntry("channel_main_share", 2 / 3.0)
                .containsEntry("channel_share.app", 2 / 3.0)
                .containsEntry("channel_share.shop", 0.0)
                .hasSize(6);
    }

    @Test
    void weekdaysAndEveningsAreThoseOfTheZone() {
        assertThat(features(
                        BehaviourExtractors.timing(),
                        "2024-03-01",
                        purchase("2024-01-06T09:00", "1", "p", "tea"), // a Saturday
                        purchase("2024-01-08T17:59", "1", "p", "tea"),
                        purchase("2024-01-08T18:00", "1", "p", "tea")))
                .containsEntry("weekend_share", 0.5)
                .containsEntry("weekday_entropy", StrictMath.log(2))
                .containsEntry("evening_share", 1 / 3.0);
    }

    @Test
    void seasonsTellTheShareOfSpendAndHowFarTheNextOneIs() {
        assertThat(features(
                        BehaviourExtractors.seasons(
                                SeasonCalendar.parse("christmas: yearly 12-01..12-24\nmay: yearly 05-01..05-31"), 30),
                        "2024-11-21T00:00",
                        purchase("2023-12-24", "30", "p", "tea"),
                        purchase("2023-12-25", "10", "p", "tea")))
                .containsEntry("season_share.christmas", 0.75)
                .containsEntry("season_in.christmas", 10.0)
                .containsEntry("season_share.may", 0.0)
                .containsEntry("season_in.may", NAN);
    }

    @Test
    void ofYearsThatAWindowOfDatesDoesNotListNothingIsKnown() {
        SeasonCalendar feast = SeasonCalendar.parse("feast: dates 2023-03-01..2023-03-10 2024-03-01..2024-03-10");
        assertThat(features(
                        BehaviourExtractors.seasons(feast, 30),
                        "2026-01-01",
                        purchase("2023-03-05", "30", "p", "tea"),
                        purchase("2023-06-01", "10", "p", "tea"),
                        purchase("2025-03-05", "60", "p", "tea")))
                .containsEntry("season_share.feast", 0.75)
                .containsEntry("season_in.feast", NAN);
        assertThat(features(
                        BehaviourExtractors.seasons(feast, 30), "2026-01-01", purchase("2025-03-05", "60", "p", "tea")))
                .containsEntry("season_share.feast", NAN);
    }

    @Test
    void theFirstOrderIsThatOfItsDay() {
        List<CustomerHistory> training = customers(20, "2024-01-01", purchase("2023-12-01", "10", "p", "tea"));

        assertThat(features(
                        BehaviourExtractors.firstOrder(),
                        training,
                        "2024-03-01",
                        view("2023-12-28", "tea", null),
                        purchase("2024-01-01T09:00", "8", "p", "tea"),
                        purchase("2024-01-01T19:00", "12", "q", "soap"),
                        purchase("2024-01-11", "99", "p", "tea")))
                .containsEntry("first_order_amount", 20.0)
                .containsEntry("first_order_lines", 2.0)
                .containsEntry("first_order_categories", 2.0)
                .containsEntry("first_order_units", 2.0)
                .containsEntry("first_order_discount_share", 1.0)
                .containsEntry("first_order_ratio", 2.0)
                .containsEntry("days_visit_to_order", 4.0)
                .containsEntry("days_to_second_order", 10.0);
    }

    @Test
    void aCohortIsJudgedByWhatItDidUpToTheCutoff() {
        // Two order-days in 30 days each, and one after the cutoff.
        List<CustomerHistory> training = customers(
                20,
                "2023-01-31T00:00",
                purchase("2023-01-01", "10", "p", "tea"),
                purchase("2023-01-11", "10", "p", "tea"),
                purchase("2023-02-11", "10", "p", "tea"));

        assertThat(features(
                        BehaviourExtractors.cohorts(),
                        training,
                        "2024-03-01T00:00",
                        purchase("2024-02-10", "5", "p", "tea"),
                        purchase("2024-02-10", "3", "p", "soap")))
                .containsEntry("cohort_category_rate", 6.0)
                .containsEntry("cohort_quarter_rate", 6.0)
                .containsEntry("cohort_age_days", 28.0);
        assertThat(features(
                        BehaviourExtractors.cohorts(),
                        training,
                        "2024-06-01T00:00",
                        purchase("2024-05-10", "5", "p", "soap")))
                .containsEntry("cohort_category_rate", NAN)
                .containsEntry("cohort_quarter_rate", NAN);
    }

    @Test
    void aCategoryIsAsPopularAsManyBuyIt() {
        List<CustomerHistory> training = new ArrayList<>(customers(
                60, "2024-01-01", purchase("2023-12-01", "10", "p", "tea"), purchase("2023-08-01", "1", "p", "tea")));
        training.addAll(customers(
                20, "2024-01-02", purchase("2023-12-01", "1", "p", "soap"), purchase("2023-11-01", "1", "p", "soap")));

        assertThat(features(
                        BehaviourExtractors.popularity(),
                        training,
                        "2024-03-01",
                        purchase("2024-02-10", "30", "p", "tea"),
                        purchase("2024-02-10", "10", "p", "soap"),
                        purchase("2024-02-10", "10", "p", "unknown")))
                .containsEntry("category_popularity", (0.75 + 0.25) / 2)
                .containsEntry("category_growth", (0.0 + 1.0) / 2)
                .containsEntry("growing_category_share", 0.25);
    }

    @Test
    void aReturnBelongsToTheLastPurchaseOfTheProductBeforeIt() {
        assertThat(features(
                        BehaviourExtractors.returns(),
                        "2024-03-01T00:00",
                        purchase("2023-06-01", "10", "p", "tea"),
                        purchase("2024-01-01", "10", "p", "tea"),
                        purchase("2024-01-02", "30", "q", "tea"),
                        refund("2024-01-06", "10", "p"), // bought 5 days before
                        refund("2024-01-10", "5", "p"), // 9 days before
                        refund("2024-01-12", "5", "never bought"),
                        purchase("2024-02-01", "10", "q", "tea")))
                .containsEntry("returned_order_share", 0.25)
                .containsEntry("return_days_mean", 7.0)
                .containsEntry("returned_again_share", 0.5)
                .containsEntry("refund_share_90d", 0.4)
                .containsEntry("orders_since_refund", 1.0);
    }

    @Test
    void withoutProductsOrCategoriesItIsNotKnownWhatBecameOfCartsReturnsAndLooks() {
        List<CustomerHistory> training = customers(
                20, "2024-01-01", purchase("2023-11-01", "10", "p", "tea"), purchase("2023-12-01", "10", "p", "tea"));
        assertThat(features(
                        BehaviourExtractors.carts(),
                        training,
                        "2024-03-01",
                        cart("2024-02-01", null),
                        purchase("2024-02-02", "10", "p", "tea")))
                .containsOnlyKeys(carts())
                .allSatisfy((feature, value) -> assertThat(value).isNaN());
        CustomerEvent[] purchaseWithoutProduct = {
            view("2024-02-01", "tea", null), cart("2024-02-01", "p"), purchase("2024-02-02", "10", null, null)
        };
        assertThat(features(BehaviourExtractors.carts(), training, "2024-03-01", purchaseWithoutProduct))
                .containsOnlyKeys(carts())
                .allSatisfy((feature, value) -> assertThat(value).isNaN());
        assertThat(features(BehaviourExtractors.carts(), training, "2024-03-01", cart("2024-02-01", "p")))
                .containsEntry("abandoned_carts", 1.0);

        assertThat(features(BehaviourExtractors.funnel(), "2024-03-01", purchaseWithoutProduct))
                .containsEntry("viewed_categories_bought_share", NAN)
                .containsEntry("viewed_categories_unbought", NAN)
                .containsEntry("cart_bought_7d_share", NAN);
        assertThat(features(BehaviourExtractors.funnel(), "2024-03-01", view("2024-02-01", null, null)))
                .containsEntry("viewed_categories_unbought", NAN);
        assertThat(features(BehaviourExtractors.funnel(), "2024-03-01"))
                .containsEntry("viewed_categories_unbought", 0.0);

        assertThat(features(
                        BehaviourExtractors.returns(),
                        "2024-03-01",
                        purchase("2024-02-01", "10", "p", "tea"),
                        refund("2024-02-05", "10", null)))
                .containsEntry("returned_order_share", NAN);
        assertThat(features(
                        BehaviourExtractors.returns(),
                        "2024-03-01",
                        purchase("2024-02-01", "10", null, "tea"),
                        refund("2024-02-05", "10", "p")))
                .containsEntry("returned_order_share", NAN);
        assertThat(features(BehaviourExtractors.returns(), "2024-03-01", purchase("2024-02-01", "10", null, "tea")))
                .containsEntry("returned_order_share", 0.0);
    }

    private static String[] carts() {
        return new String[] {
            "abandoned_carts",
            "abandoned_carts_30d",
            "days_since_abandoned_cart",
            "abandoned_cart_last_value",
            "abandoned_carts_value",
            "open_cart_value"
        };
    }

    @Test
    void whereNoCycleWasLearnedNothingIsSaidOfReplenishment() {
        CustomerEvent once = purchase("2024-01-15", "10", "p", "tea");
        assertThat(features(BehaviourExtractors.replenishment(), customers(20, "2024-01-01", once), "2024-03-01", once))
                .containsEntry("replenish_overdue", NAN)
                .containsEntry("replenish_due_30d", NAN)
                .containsEntry("replenish_share", NAN);
    }
}
