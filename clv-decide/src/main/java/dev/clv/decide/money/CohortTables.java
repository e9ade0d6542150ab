package dev.clv.decide.money;

import dev.clv.ValueModel;
import dev.clv.caution.Caution;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Makes cohorts and their retention of accounts. */
final class CohortTables {

    /** A first cohort so many times as large as usual is not of new customers only. */
    private static final double LARGE = 2;

    private static final int FEWEST_OTHERS = 3;
    private static final String ALL = "all";

    private final Cohorts cohorts;
    private final RetentionTriangle retention;
    private final Spread spread;

    CohortTables(
            List<Account> accounts,
            @Nullable ValueModel model,
            Resampling resampling,
            ToDoubleFunction<Account> discounted) {
        Map<YearMonth, List<Account>> groups = new TreeMap<>();
        for (Account account : accounts) {
            groups.computeIfAbsent(account.origin().month(), month -> new ArrayList<>())
                    .add(account);
        }
        List<Cohort> made = new ArrayList<>();
        List<RetentionTriangle.Row> rows = new ArrayList<>();
        groups.forEach((month, group) -> {
            List<AgeValue> curve = AgeCurve.ofAll(group, resampling, Spread.of(model, group, resampling.level()));
            made.add(cohort(month.toString(), isOver(month, group), group, curve, discounted));
            rows.add(new RetentionTriangle.Row(month.toString(), group.size(), active(group)));
        });
        spread = Spread.of(model, accounts, resampling.level());
        cohorts = new Cohorts(
                made,
                cohort(
                        ALL,
                        made.stream().allMatch(Cohort::complete),
                        accounts,
                        AgeCurve.ofAny(accounts, resampling, spread),
                        discounted));
        retention = new RetentionTriangle(rows);
    }

    private static boolean isOver(YearMonth month, List<Account> group) {
        return !month.plusMonths(1).atDay(1).isAfter(group.get(0).end());
    }

    private static Cohort cohort(
            String month,
            boolean complete,
            List<Account> group,
            List<AgeValue> curve,
            ToDoubleFunction<Account> discounted) {
        return new Cohort(
                month,
                complete,
                group.size(),
                Means.of(group, Account::soFar),
                Means.of(group, Account::predicted),
                Means.of(group, discounted),
                curve);
    }

    /** How many customers ordered in each month of age that is over for all of them. */
    private static List<Integer> active(List<Account> group) {
        int[] active = new int[group.stream().mapToInt(Account::observed).min().orElse(0)];
        for (Account account : group) {
            for (int i = 0; i < account.active(); i++) {
                if (account.month(i) < active.length && account.ordered(i)) {
                    active[account.month(i)]++;
                }
            }
        }
        List<Integer> counts = new ArrayList<>();
        for (int count : active) {
            counts.add(count);
        }
        return counts;
    }

    Cohorts cohorts() {
        return cohorts;
    }

    RetentionTriangle retention() {
        return retention;
    }

    List<Caution> cautions() {
        List<Caution> cautions = new ArrayList<>();
        List<Cohort> all = cohorts.cohorts();
        firstCohort(all).ifPresent(cautions::add);
        long small = all.stream()
                .filter(cohort -> cohort.customers() < Resampling.FEWEST)
                .count();
        if (small > 0) {
            cautions.add(Caution.of(
                    "small_cohorts",
                    "%d of %d cohorts have fewer than %d customers and no intervals: one or two customers decide them.",
                    small,
                    all.size(),
                    Resampling.FEWEST));
        }
        if (Double.isNaN(spread.below())) {
            cautions.add(Caution.of(
                    "predicted_without_interval",
                    "What is predicted for %d customers has no interval, as the model's loss describes no distribution;"
                            + " train with one that does.",
                    cohorts.all().customers()));
        }
        if (!spread.levelKnown()) {
            cautions.add(Caution.of(
                    "level_unknown",
                    "Intervals of what is predicted for %d customers do not allow for another season or year, as the"
                            + " model's training did not see several periods: they are too narrow. Train on a longer"
                            + " log, or on more origins.",
                    cohorts.all().customers()));
        }
        return cautions;
    }

    /** That the first cohort holds old customers, if it is much larger than the others. */
    private static Optional<Caution> firstCohort(List<Cohort> all) {
        int[] others = all.stream()
                .skip(1)
                .filter(Cohort::complete)
                .mapToInt(Cohort::customers)
                .sorted()
                .toArray();
        if (others.length < FEWEST_OTHERS) {
            return Optional.empty();
        }
        double median = (others[(others.length - 1) / 2] + others[others.length / 2]) / 2.0;
        Cohort first = all.get(0);
        return first.customers() <= LARGE * median
                ? Optional.empty()
                : Optional.of(Caution.of(
                        "first_cohort_large",
                        "The first cohort, of %s, has %d customers, %.1f times the median of the others: the log seems to"
                                + " begin later than the shop, so that this cohort, and to some extent the next ones,"
                                + " hold old customers whose first purchase is not known. Leave them out of comparisons,"
                                + " or use a log that begins earlier.",
                        first.month(),
                        first.customers(),
                        first.customers() / median));
    }
}
