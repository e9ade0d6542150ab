package dev.clv.baseline;

import dev.clv.features.Privacy;
import dev.clv.features.btyd.BgNbd;
import dev.clv.features.btyd.Fit;
import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseModel;
import dev.clv.features.btyd.PurchaseSummary;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A model of how often customers buy times {@link GammaGamma} on all order-days: expected order-days of the horizon
 * times their expected value. It learns seven numbers, four of the purchases and three of the amounts, or zeros where
 * fewer than {@link Privacy#MIN_CUSTOMERS} training customers had spent anything; it predicts 0 then.
 */
record BuyTillYouDieBaseline(
        String name,
        Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fitting,
        Function<double[], PurchaseModel> model)
        implements Baseline {

    private static final int OF_PURCHASES = 4;
    private static final int OF_AMOUNTS = 3;
    private static final double DAYS_PER_WEEK = 7;

    static final List<Baseline> ALL = List.of(
            new BuyTillYouDieBaseline("pareto_nbd", ParetoNbd::fit, p -> new ParetoNbd(p[0], p[1], p[2], p[3])),
            new BuyTillYouDieBaseline("bg_nbd", BgNbd::fit, p -> new BgNbd(p[0], p[1], p[2], p[3])));

    @Override
    public int numbers() {
        return OF_PURCHASES + OF_AMOUNTS;
    }

    @Override
    public boolean needsPast() {
        return true;
    }

    /** From the customers of the latest cutoff, once each, and no label. */
    @Override
    public double[] fit(BaselineRows rows, double[] labels) {
        List<PurchaseSummary> customers = rows.past().subList(0, rows.latest()).stream()
                .map(PastSpend::purchases)
                .filter(Objects::nonNull)
                .toList();
        double[] numbers = new double[numbers()];
        long spenders = customers.stream()
                .filter(customer -> customer.spend().days() > 0)
                .count();
        if (spenders >= Privacy.MIN_CUSTOMERS) {
            double[] purchases = fitting.apply(customers).parameters();
            double[] amounts = GammaGamma.fit(
                            customers.stream().map(PurchaseSummary::spend).toList())
                    .parameters();
            System.arraycopy(purchases, 0, numbers, 0, OF_PURCHASES);
            System.arraycopy(amounts, 0, numbers, OF_PURCHASES, OF_AMOUNTS);
        }
        return numbers;
    }

    @Override
    public double[] predict(double[] fitted, BaselineRows rows) {
        if (fitted[0] == 0) {
            return new double[rows.size()];
        }
        PurchaseModel purchases = model.apply(fitted);
        GammaGamma amounts = new GammaGamma(fitted[OF_PURCHASES], fitted[OF_PURCHASES + 1], fitted[OF_PURCHASES + 2]);
        double weeks = rows.horizonDays() / DAYS_PER_WEEK;
        return rows.past().stream()
                .mapToDouble(past -> {
                    PurchaseSummary customer = past.purchases();
                    return customer == null
                            ? 0
                            : purchases.expectedPurchases(customer, weeks) * amounts.expectedValue(customer.spend());
                })
                .toArray();
    }
}
