package dev.clv.decide.churn;

import dev.clv.caution.Caution;
import dev.clv.features.Privacy;
import dev.clv.features.btyd.BgNbd;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseModel;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Judges what a warning saw by what followed. */
final class Backtesting {

    private static final double DAYS_PER_WEEK = 7;
    private static final int[] SHARES = {20, 10, 5};
    private static final int RESAMPLES = 300;
    private static final long SEED = 42;

    /**
     * A score of the customers and all that was measured of it.
     *
     * @param values of each customer
     * @param probability whether it is one
     * @param measured as {@link AlertOrder#measure} returns it
     * @param resampled the same of each resample
     */
    private record Scored(
            String name,
            double[] values,
            boolean probability,
            AlertOrder order,
            double[] measured,
            double[][] resampled) {}

    private final List<ChurnRisk> risks;
    private final AlertOrder.Truth truth;
    private final int[] budgets;
    private final List<Scored> scores = new ArrayList<>();

    private Backtesting(List<ChurnRisk> risks, AlertOrder.Truth truth, int[] budgets) {
        this.risks = risks;
        this.truth = truth;
        this.budgets = budgets;
    }

    static ChurnBacktest of(ChurnWarning warning, EventLog log, Instant at, ChurnWarning.Look look, int... budgets) {
        LabelWindow.observed(log, at, warning.horizon());
        List<ChurnRisk> risks = look.risks();
        Backtesting backtesting = new Backtesting(risks, truth(risks, log, at), checked(budgets, risks.size()));
        backtesting.requireBoth(at);
        backtesting.score(log, at);
        backtesting.resample();
        List<Caution> cautions = new ArrayList<>(look.cautions());
        cautions.addAll(overlaps(warning, log, at));
        return new ChurnBacktest(
                at.toString(),
                warning.churn().toString(),
                risks.size(),
                backtesting.churned(),
                backtesting.scores.stream().map(backtesting::rule).toList(),
                backtesting.gains(),
                cautions);
    }

    private static AlertOrder.Truth truth(List<ChurnRisk> risks, EventLog log, Instant at) {
        Map<Integer, LabelWindow> windows = new HashMap<>();
        boolean[] churned = new boolean[risks.size()];
        double[] value = new double[risks.size()];
        for (int i = 0; i < churned.length; i++) {
            ChurnRisk risk = risks.get(i);
            LabelWindow window =
                    windows.computeIfAbsent(risk.days(), days -> LabelWindow.observed(log, at, Horizon.ofDays(days)));
            churned[i] = window.label(log.history(risk.customer())).orders() == 0;
            value[i] = risk.ifStaying();
        }
        return new AlertOrder.Truth(churned, value);
    }

    private static int[] checked(int[] budgets, int customers) {
        for (int budget : budgets) {
            if (budget < 1 || budget > customers) {
                throw new IllegalArgumentException("a budget of a backtest must be from 1 to the number of customers, "
                        + customers + ", was " + budget);
            }
        }
        return budgets.length > 0
                ? budgets.clone()
                : Arrays.stream(SHARES)
                        .map(share -> Math.max(1, customers / share))
                        .distinct()
                        .toArray();
    }

    private int churned() {
        int count = 0;
        for (boolean each : truth.churned()) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private void requireBoth(Instant at) {
        if (churned() == 0 || churned() == risks.size()) {
            throw new IllegalArgumentException("of the " + risks.size() + " customers looked at as of " + at + ", "
                    + churned() + " churned, so that nothing can be told apart; take another time or definition");
        }
    }

    private void score(EventLog log, Instant at) {
        add("churn_probability", true, ChurnRisk::churnProbability);
        add("value_at_risk", false, ChurnRisk::valueAtRisk);
        add("recency", false, risk -> risk.rhythm().daysSinceLast());
        add(
                "overdue",
                false,
                risk -> Double.isNaN(risk.rhythm().overdue())
                        ? 0
                        : risk.rhythm().overdue());
        add("few_order_days", false, risk -> -risk.rhythm().orderDays());
        add("recent_spend", false, ChurnRisk::ifStaying);
        List<PurchaseSummary> all = new ArrayList<>();
        for (String customer : log.customers()) {
            PurchaseSummary.of(log.history(customer).before(at)).ifPresent(all::add);
        }
        if (all.stream().filter(past -> past.x() > 0).count() >= Privacy.MIN_CUSTOMERS) {
            List<PurchaseSummary> looked = risks.stream()
                    .map(risk -> PurchaseSummary.of(log.history(risk.customer()).before(at))
                            .orElseThrow())
                    .toList();
            add("pareto_nbd", ParetoNbd.fit(all).model(), looked);
            add("bg_nbd", BgNbd.fit(all).model(), looked);
        }
    }

    private void add(String name, PurchaseModel model, List<PurchaseSummary> looked) {
        double[] notAlive = new double[looked.size()];
        double[] none = new double[looked.size()];
        for (int i = 0; i < none.length; i++) {
            notAlive[i] = 1 - model.probabilityAlive(looked.get(i));
            none[i] = model.probabilityOfNone(looked.get(i), risks.get(i).days() / DAYS_PER_WEEK);
        }
        add(name + "_not_alive", true, notAlive);
        add(name + "_no_purchase", true, none);
    }

    private void add(String name, boolean probability, ToDoubleFunction<ChurnRisk> of) {
        add(name, probability, risks.stream().mapToDouble(of).toArray());
    }

    private void add(String name, boolean probability, double[] values) {
        AlertOrder order = new AlertOrder(values, truth);
        int[] once = new int[values.length];
        Arrays.fill(once, 1);
        scores.add(new Scored(name, values, probability, order, order.measure(once, budgets), new double[RESAMPLES][]));
    }

    /** All scores on the same resampled customers. */
    private void resample() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] counts = new int[risks.size()];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.fill(counts, 0);
            for (int drawn = 0; drawn < counts.length; drawn++) {
                counts[random.nextInt(counts.length)]++;
            }
            for (Scored score : scores) {
                score.resampled()[i] = score.order().measure(counts, budgets);
            }
        }
    }

    private ChurnBacktest.Rule rule(Scored score) {
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < risks.size(); i++) {
            double error = score.values()[i] - (truth.churned()[i] ? 1 : 0);
            squares += error * error;
            sum += error;
        }
        double[] metrics = score.measured();
        List<ChurnBacktest.AtBudget> at = new ArrayList<>();
        for (int b = 0; b < budgets.length; b++) {
            int from = AlertOrder.AT_BUDGET + AlertOrder.EACH * b;
            at.add(new ChurnBacktest.AtBudget(
                    budgets[b],
                    metrics[from + AlertOrder.PRECISION],
                    metrics[from + AlertOrder.RECALL],
                    metrics[from + AlertOrder.LIFT],
                    metrics[from + AlertOrder.VALUE],
                    metrics[from + AlertOrder.WASTED]));
        }
        return new ChurnBacktest.Rule(
                score.name(),
                metrics[AlertOrder.AUC],
                metrics[AlertOrder.AP],
                score.probability() ? squares / risks.size() : Double.NaN,
                score.probability() ? sum / risks.size() : Double.NaN,
                at);
    }

    /** The probability beside all other rules by how well it orders, the value at risk by the value it captures. */
    private List<ChurnBacktest.Gain> gains() {
        Scored probability = scores.get(0);
        Scored atRisk = scores.get(1);
        List<ChurnBacktest.Gain> gains = new ArrayList<>();
        for (Scored other : scores.subList(2, scores.size())) {
            gains.add(gain(probability, other, "AUC", AlertOrder.AUC));
            gains.add(gain(probability, other, "AP", AlertOrder.AP));
        }
        for (Scored other : scores) {
            for (int b = 0; b < budgets.length && other != atRisk; b++) {
                int place = AlertOrder.AT_BUDGET + AlertOrder.EACH * b + AlertOrder.VALUE;
                gains.add(gain(atRisk, other, "value@" + budgets[b], place));
            }
        }
        return gains;
    }

    private static ChurnBacktest.Gain gain(Scored rule, Scored other, String metric, int place) {
        double[] differences = new double[RESAMPLES];
        Arrays.setAll(differences, i -> rule.resampled()[i][place] - other.resampled()[i][place]);
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares = Arrays.stream(differences)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        return new ChurnBacktest.Gain(
                rule.name(),
                other.name(),
                metric,
                rule.measured()[place] - other.measured()[place],
                Math.sqrt(squares / (RESAMPLES - 1)));
    }

    private static List<Caution> overlaps(ChurnWarning warning, EventLog log, Instant at) {
        Horizon horizon = warning.horizon();
        Instant end = horizon.after(at, log.zone());
        if (!warning.model().summary().hasLabels()) {
            return List.of();
        }
        List<Instant> cutoffs = warning.model().summary().cutoffs();
        long overlapping = cutoffs.stream()
                .filter(origin -> origin.isBefore(end)
                        && horizon.after(origin, log.zone()).isAfter(at))
                .count();
        return overlapping == 0
                ? List.of()
                : List.of(Caution.of(
                        "evaluation_overlaps_training",
                        "The window from %s to %s overlaps that of %d of the %d training origins, so the figures of the"
                                + " model's rules flatter. Train with an earlier cutoff, or take a later time.",
                        at,
                        end,
                        overlapping,
                        cutoffs.size()));
    }
}
