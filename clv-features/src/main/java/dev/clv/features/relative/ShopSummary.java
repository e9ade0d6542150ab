package dev.clv.features.relative;

import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How the customers of a shop buy, in numbers without a unit: what the models of purchases and amounts that fit them
 * best say, how they bought in the window that has just passed, and how much they differ. Holds nothing of a single
 * customer. Immutable.
 *
 * @param purchases fitted to all customers, in weeks
 * @param spend fitted to all customers
 * @param unit what the two models expect of a customer in the horizon, on average; positive, in currency
 * @param typicalSpend the geometric mean of customers' mean order-days; positive, in currency
 * @param facts one of each of {@link #FACTS}, finite
 */
record ShopSummary(ParetoNbd purchases, GammaGamma spend, double unit, double typicalSpend, double[] facts) {

    static final Inputs FACTS = Inputs.of(
            "shop",
            "shop_customers|log|Customers who have bought",
            "shop_horizon|log|Days ahead",
            "shop_length|log|Days since the first order of anybody, in horizons",
            "shop_one_time|share|Customers with one order-day",
            "shop_orders|log|Order-days of a customer, on average of logarithms",
            "shop_frequent|share|Customers with five order-days or more",
            "shop_tenure|share|How long customers have been known, of the time since the first order of anybody",
            "shop_new|share|Customers whose first order came in the window just passed",
            "shop_window|log|The window just passed, in horizons",
            "shop_repeat|share|Customers known before that window who ordered in it",
            "shop_repeat_known|0 or 1|Whether there were enough of them",
            "shop_repeat_one|share|Those of them with one order-day before who ordered in it",
            "shop_repeat_one_known|0 or 1|Whether there were enough of them",
            "shop_orders_level|log|Order-days in that window, of those that the purchase model expects",
            "shop_orders_level_known|0 or 1|Whether there were enough of them",
            "shop_value_level|log|Spend in that window, of what the purchase model expects",
            "shop_value_level_known|0 or 1|Whether there were enough of them",
            "shop_order_fit|correlation|Order-days in that window and what the purchase model expects",
            "shop_order_fit_known|0 or 1|Whether there were enough of them",
            "shop_growth|log|Order-days in that window, of those in the one before",
            "shop_growth_known|0 or 1|Whether there was one before",
            "shop_season|log|Order-days a day in the same days as the horizon's, a year before, of those of the year",
            "shop_season_known|0 or 1|Whether there was a year before",
            "shop_rate_shape|log|Shape r of rates of the purchase model",
            "shop_rate_scale|log|Scale of rates, in horizons",
            "shop_dropout_shape|log|Shape s of drop-out",
            "shop_dropout_scale|log|Scale of drop-out, in horizons",
            "shop_amount_p|log|Shape p of amounts",
            "shop_amount_q|log|Shape q of amounts",
            "shop_amount_v|log|Scale of amounts, of the typical amount",
            "shop_gap|log|Days between order-days of a customer, in horizons, on average of logarithms",
            "shop_gap_known|0 or 1|Whether there were enough of them",
            "shop_irregularity|ratio|Variation of the days between order-days of a customer, on average",
            "shop_irregularity_known|0 or 1|Whether there were enough of them",
            "shop_spend_variation|ratio|Variation of the amounts of a customer, on average",
            "shop_spend_variation_known|0 or 1|Whether there were enough of them",
            "shop_spend_spread|log|Standard deviation of the logarithm of customers' mean amounts",
            "shop_overdue|share|Customers with three order-days or more who are thrice as late as usual",
            "shop_overdue_known|0 or 1|Whether there were enough of them",
            "shop_refunds|share|Money given back, of all that was spent",
            "shop_dependence|correlation|Logarithms of order-days and of mean amounts",
            "shop_top|share|Spend of the tenth of customers who spent most");

    private static final int ENOUGH = 20;
    private static final double DAYS_PER_WEEK = 7;
    private static final double YEAR = 365;
    private static final double WIDE = 8;
    private static final double NARROW = 2;

    /**
     * The summary of customers who have bought.
     *
     * @param paths of enough customers for a model file, of whom some spent something; any order
     * @param asOf the last day that is known
     * @param horizon in days
     */
    static ShopSummary of(List<OrderPath> paths, long asOf, double horizon) {
        List<OrderPath> sorted = new ArrayList<>(paths);
        Collections.sort(sorted);
        List<PurchaseSummary> summaries =
                sorted.stream().map(path -> path.summary(asOf)).toList();
        ParetoNbd purchases = ParetoNbd.fit(summaries).model();
        GammaGamma spend = GammaGamma.fit(
                        summaries.stream().map(PurchaseSummary::spend).toList())
                .model();
        double expected = 0;
        for (PurchaseSummary summary : summaries) {
            expected += purchases.expectedPurchases(summary, horizon / DAYS_PER_WEEK)
                    * spend.expectedValue(summary.spend());
        }
        double typical = StrictMath.exp(sorted.stream()
                .filter(path -> path.spent() > 0)
                .mapToDouble(path -> StrictMath.log(path.meanSpend()))
                .average()
                .orElse(0));
        double unit = Math.max(expected / sorted.size(), 1e-3 * typical);
        return new ShopSummary(
                purchases, spend, unit, typical, facts(sorted, purchases, spend, typical, asOf, horizon));
    }

    private static double[] facts(
            List<OrderPath> paths, ParetoNbd purchases, GammaGamma spend, double typical, long asOf, double horizon) {
        double[] facts = new double[FACTS.size()];
        Inputs.Writer out = new Inputs.Writer(facts, 0);
        int n = paths.size();
        long begin = paths.stream().mapToLong(OrderPath::first).min().orElse(asOf);
        double length = asOf - begin + 1;
        long window = Math.max(1, Math.round(Math.min(horizon, length / 2)));
        out.put(StrictMath.log(n))
                .put(StrictMath.log(horizon))
                .put(Inputs.logRatio(length, horizon, WIDE))
                .put(share(paths, path -> path.count() == 1))
                .put(mean(paths, path -> StrictMath.log(path.count())))
                .put(share(paths, path -> path.count() >= 5))
                .put(mean(paths, path -> (asOf - path.first() + 1) / length))
                .put(share(paths, path -> path.first() > asOf - window))
                .put(Inputs.logRatio(window, horizon, WIDE));
        putWindow(out, paths, purchases, spend, asOf, window);
        putTimes(out, paths, asOf, length, window, horizon);
        out.put(bounded(purchases.r()))
                .put(bounded(purchases.alpha() * DAYS_PER_WEEK / horizon))
                .put(bounded(purchases.s()))
                .put(bounded(purchases.beta() * DAYS_PER_WEEK / horizon))
                .put(bounded(spend.p()))
                .put(bounded(spend.q()))
                .put(bounded(spend.v() / typical));
        putVariation(out, paths, asOf, horizon);
        return facts;
    }

    /** What customers did in the window just passed, beside what the models expect of those known before it. */
    private static void putWindow(
            Inputs.Writer out, List<OrderPath> paths, ParetoNbd purchases, GammaGamma spend, long asOf, long window) {
        long from = asOf - window;
        int known = 0;
        int again = 0;
        int ones = 0;
        int onesAgain = 0;
        double orders = 0;
        double value = 0;
        double expectedOrders = 0;
        double expectedValue = 0;
        Correlation fit = new Correlation();
        for (OrderPath path : paths) {
            if (path.first() > from) {
                continue;
            }
            OrderPath before = path.until(from);
            PurchaseSummary summary = before.summary(from);
            double expected = purchases.expectedPurchases(summary, window / DAYS_PER_WEEK);
            int actual = path.countBetween(from, asOf);
            known++;
            again += actual > 0 ? 1 : 0;
            if (before.count() == 1) {
                ones++;
                onesAgain += actual > 0 ? 1 : 0;
            }
            orders += actual;
            value += path.spentBetween(from, asOf);
            expectedOrders += expected;
            expectedValue += expected * spend.expectedValue(summary.spend());
            fit.add(StrictMath.log(expected + 1e-3), StrictMath.log1p(actual));
        }
        boolean enough = known >= ENOUGH;
        out.known(enough ? (double) again / known : Double.NaN)
                .known(ones >= ENOUGH ? (double) onesAgain / ones : Double.NaN)
                .known(enough ? Inputs.logRatio(orders + 1, expectedOrders + 1, NARROW) : Double.NaN)
                .known(enough ? Inputs.logRatio(value, expectedValue, NARROW) : Double.NaN)
                .known(enough ? fit.value() : Double.NaN);
    }

    private static void putTimes(
            Inputs.Writer out, List<OrderPath> paths, long asOf, double length, long window, double horizon) {
        double now = total(paths, asOf - window, asOf);
        double before = total(paths, asOf - 2 * window, asOf - window);
        out.known(length >= 2 * window ? Inputs.logRatio(now + 1, before + 1, NARROW) : Double.NaN);
        long yearAgo = asOf - (long) YEAR;
        double ahead = Math.min(horizon, YEAR);
        double same = total(paths, yearAgo, yearAgo + Math.round(ahead)) / ahead;
        double year = total(paths, yearAgo, asOf) / YEAR;
        out.known(length >= YEAR ? Inputs.logRatio(same, year, NARROW) : Double.NaN);
    }

    private static void putVariation(Inputs.Writer out, List<OrderPath> paths, long asOf, double horizon) {
        List<OrderPath> regulars =
                paths.stream().filter(path -> path.count() >= 3).toList();
        List<OrderPath> repeaters =
                paths.stream().filter(path -> path.count() >= 2).toList();
        boolean enough = regulars.size() >= ENOUGH;
        out.known(
                        repeaters.size() >= ENOUGH
                                ? mean(repeaters, path -> Inputs.logRatio(path.meanGap(), horizon, WIDE))
                                : Double.NaN)
                .known(enough ? mean(regulars, OrderPath::gapVariation) : Double.NaN)
                .known(
                        repeaters.size() >= ENOUGH
                                ? mean(repeaters, path -> path.spent() > 0 ? path.spendVariation() : 0)
                                : Double.NaN);
        List<OrderPath> spenders =
                paths.stream().filter(path -> path.spent() > 0).toList();
        Correlation dependence = new Correlation();
        spenders.forEach(path -> dependence.add(StrictMath.log(path.count()), StrictMath.log(path.meanSpend())));
        double[] spent = paths.stream().mapToDouble(OrderPath::spent).sorted().toArray();
        double all = Arrays.stream(spent).sum();
        double top = Arrays.stream(spent, spent.length - Math.max(1, spent.length / 10), spent.length)
                .sum();
        out.put(dependence.deviationOfSecond())
                .known(enough ? share(regulars, path -> asOf - path.last() > 3 * path.meanGap()) : Double.NaN)
                .put(Math.min(1, mean(paths, OrderPath::refunded) * paths.size() / all))
                .put(dependence.value())
                .put(top / all);
    }

    private static double total(List<OrderPath> paths, long from, long to) {
        return paths.stream().mapToInt(path -> path.countBetween(from, to)).sum();
    }

    private static double bounded(double parameter) {
        return Inputs.logRatio(parameter, 1, WIDE);
    }

    private static double share(List<OrderPath> paths, Predicate<OrderPath> kind) {
        return (double) paths.stream().filter(kind).count() / paths.size();
    }

    private static double mean(List<OrderPath> paths, ToDoubleFunction<OrderPath> of) {
        double sum = 0;
        for (OrderPath path : paths) {
            sum += of.applyAsDouble(path);
        }
        return sum / paths.size();
    }

    /** Of pairs of numbers, one pass (Welford 1962, "Note on a Method for Calculating Corrected Sums of Squares"). */
    private static final class Correlation {

        private int count;
        private double meanA;
        private double meanB;
        private double squaresA;
        private double squaresB;
        private double products;

        void add(double a, double b) {
            count++;
            double da = a - meanA;
            double db = b - meanB;
            meanA += da / count;
            meanB += db / count;
            squaresA += da * (a - meanA);
            squaresB += db * (b - meanB);
            products += da * (b - meanB);
        }

        /** In [-1, 1]; 0 if either does not vary. */
        double value() {
            double scale = Math.sqrt(squaresA) * Math.sqrt(squaresB);
            return scale > 0 ? products / scale : 0;
        }

        double deviationOfSecond() {
            return count < 2 ? 0 : Math.sqrt(squaresB / (count - 1));
        }
    }
}
