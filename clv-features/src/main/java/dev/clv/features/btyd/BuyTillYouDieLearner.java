package dev.clv.features.btyd;

import dev.clv.features.FittableExtractor;
import dev.clv.features.Privacy;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.Interruption;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Collects the summaries of training customers by cutoff. */
final class BuyTillYouDieLearner implements FittableExtractor.Learner {

    private final BuyTillYouDie plan;
    private final NavigableMap<Instant, Cohort> cohorts = new TreeMap<>();

    BuyTillYouDieLearner(BuyTillYouDie plan) {
        this.plan = plan;
    }

    @Override
    public void add(CustomerHistory history) {
        PurchaseSummary.of(history).ifPresent(summary -> {
            Cohort cohort = cohorts.computeIfAbsent(history.cutoff(), cutoff -> new Cohort());
            cohort.add(summary.x(), summary.tx(), summary.T(), summary.spend());
            if (summary.spend().days() > 0) {
                cohort.spenders.add(CustomerSet.hash(history.customer()));
            }
        });
    }

    @Override
    public void snapshot(StateWriter out) {
        out.whole(cohorts.size());
        cohorts.forEach((cutoff, cohort) -> {
            out.instant(cutoff);
            cohort.snapshot(out);
        });
    }

    @Override
    public void merge(StateReader other) {
        for (int i = other.count(4); i > 0; i--) {
            cohorts.computeIfAbsent(other.instant(), cutoff -> new Cohort()).merge(other);
        }
    }

    @Override
    public FittedBuyTillYouDie learned() {
        NavigableMap<Instant, ParameterSet> fits = new TreeMap<>();
        cohorts.forEach((cutoff, cohort) -> {
            Interruption.check();
            if (cohort.spenders.isEnough()) {
                fits.put(cutoff, cohort.fit(plan));
            }
        });
        return new FittedBuyTillYouDie(plan, fits);
    }

    /** The customers of one cutoff, in columns. */
    private static final class Cohort {

        private static final int FIRST_CAPACITY = 16;

        private final CustomerSet spenders = new CustomerSet(Privacy.MIN_CUSTOMERS);
        private int[] x = new int[FIRST_CAPACITY];
        private double[] tx = new double[FIRST_CAPACITY];
        private double[] T = new double[FIRST_CAPACITY];
        private int[] days = new int[FIRST_CAPACITY];
        private double[] mean = new double[FIRST_CAPACITY];
        private int size;

        void add(int x, double tx, double T, Spend spend) {
            if (size == this.x.length) {
                this.x = Arrays.copyOf(this.x, 2 * size);
                this.tx = Arrays.copyOf(this.tx, 2 * size);
                this.T = Arrays.copyOf(this.T, 2 * size);
                days = Arrays.copyOf(days, 2 * size);
                mean = Arrays.copyOf(mean, 2 * size);
            }
            this.x[size] = x;
            this.tx[size] = tx;
            this.T[size] = T;
            days[size] = spend.days();
            mean[size] = spend.mean();
            size++;
        }

        void snapshot(StateWriter out) {
            spenders.snapshot(out);
            out.whole(size);
            for (int i = 0; i < size; i++) {
                out.whole(x[i]).number(tx[i]).number(T[i]).whole(days[i]).number(mean[i]);
            }
        }

        void merge(StateReader other) {
            spenders.merge(other);
            for (int i = other.count(26); i > 0; i--) {
                add(
                        (int) other.whole(),
                        other.number(),
                        other.number(),
                        new Spend((int) other.whole(), other.number()));
            }
        }

        ParameterSet fit(BuyTillYouDie plan) {
            List<PurchaseSummary> summaries = new ArrayList<>(size);
            List<Spend> spends = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                summaries.add(PurchaseSummary.of(x[i], tx[i], T[i]));
                spends.add(new Spend(days[i], mean[i]));
            }
            List<double[]> purchases = plan.models().stream()
                    .map(model -> model.fit(summaries).parameters())
                    .toList();
            return new ParameterSet(purchases, GammaGamma.fit(spends).parameters());
        }
    }
}
