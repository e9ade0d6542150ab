package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.Days;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;

/** See {@link BehaviourExtractors#cohorts(int)}. */
final class Cohorts extends LearnedExtractor {

    private static final String GROUP = "cohort";
    private static final String CATEGORIES = "first_categories";
    private static final String QUARTERS = "first_quarters";
    private static final int QUARTER_DAYS = 90;

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric(
                    "cohort_category_rate",
                    "order-days per 90 days",
                    "Order-days per 90 days of the customers whose first order had the same main category",
                    GROUP),
            Feature.numeric(
                    "cohort_quarter_rate",
                    "order-days per 90 days",
                    "Order-days per 90 days of the customers who began in the same quarter of the year",
                    GROUP),
            Feature.numeric(
                    "cohort_age_days", "days", "Days since the month began in which the first order was", GROUP));

    private Cohorts(LearnedPlan plan, Population population) {
        super(plan, population, FEATURES);
        population.require(CATEGORIES, 2);
        population.require(QUARTERS, 2);
    }

    static LearnedPlan plan(int minCustomers) {
        return new LearnedPlan("cohorts", minCustomers, List.of(CATEGORIES, QUARTERS), Cohorts::survey, Cohorts::new);
    }

    /** What a customer did up to the row's cutoff, and nothing after it. */
    private static void survey(CustomerHistory history, PopulationSums sums) {
        FirstOrderDay first = FirstOrder.first(history);
        if (!first.isKnown()) {
            return;
        }
        Days days = new Days(history.zone());
        long orderDays = history.events(Purchase.class).stream()
                .mapToLong(purchase -> days.of(purchase.time()))
                .distinct()
                .count();
        BigDecimal orders = BigDecimal.valueOf(orderDays * QUARTER_DAYS);
        BigDecimal tenure = BigDecimal.valueOf(days.asOf(history.cutoff()) - first.day() + 1);
        long customer = CustomerSet.hash(history.customer());
        String category = first.mainCategory();
        if (category != null) {
            sums.add(CATEGORIES, category, customer, orders, tenure);
        }
        sums.add(QUARTERS, quarter(first.day()), customer, orders, tenure);
    }

    private static String quarter(long day) {
        return "Q" + LocalDate.ofEpochDay(day).get(IsoFields.QUARTER_OF_YEAR);
    }

    @Override
    public State begin(CustomerContext customer) {
        FirstOrderDay first = customer.shared(FirstOrderDay.SHARED);
        return State.of((cutoff, row, offset) -> {
            String category = first.isKnown() ? first.mainCategory() : null;
            row[offset] = category == null ? Double.NaN : population.ratio(CATEGORIES, category, 0, 1);
            row[offset + 1] = first.isKnown() ? population.ratio(QUARTERS, quarter(first.day()), 0, 1) : Double.NaN;
            row[offset + 2] = first.isKnown()
                    ? customer.asOfDay(cutoff)
                            - LocalDate.ofEpochDay(first.day())
                                    .withDayOfMonth(1)
                                    .toEpochDay()
                    : Double.NaN;
        });
    }
}
