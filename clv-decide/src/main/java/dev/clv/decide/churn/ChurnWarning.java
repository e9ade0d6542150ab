package dev.clv.decide.churn;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Provenance;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Warns of customers who may churn, while there is something to be done: with which probability, how overdue each is
 * against their own rhythm, and what is at risk. Immutable and thread-safe.
 *
 * <pre>{@code
 * ChurnWarning warning = ChurnWarning.builder(model)
 *     .budget(AlertBudget.perMonth(500).quiet(Duration.ofDays(60)))
 *     .build();
 * ChurnAlerts alerts = warning.alerts(log, now);
 * alerts.worthSaving().writeCsv(out, ChurnAlert.class);
 * }</pre>
 *
 * <p>It looks at customers who have bought on at least two days, so that they have a rhythm, and lately enough not to
 * be gone already: unless set, within twice the horizon of the model. The probability of no purchase is the model's,
 * which is calibrated on customers whom it had not seen; for fewer days than the horizon the timing of the purchase
 * model is scaled so that both agree at the horizon.
 *
 * <p>The value at risk is what a customer is expected to spend if they stay less what is expected now, over the
 * horizon. If they stay they are taken to go on as they did in the last days, as many as the horizon has: what a
 * business loses is the trade it has. Who churns by a shorter window is taken to be lost for the whole horizon.
 */
public final class ChurnWarning {

    private final ClvModel model;
    private final ChurnDefinition churn;
    private final AlertBudget budget;
    private final Exclusions exclusions;
    private final List<Decisions<ChurnAlert>> earlier;
    private final int leastOrderDays;
    private final Duration active;
    private final double leastKept;
    private final double mostKept;

    private ChurnWarning(Builder builder) {
        this.model = builder.model;
        this.churn = builder.churn;
        this.budget = builder.budget;
        this.exclusions = builder.exclusions;
        this.earlier = List.copyOf(builder.earlier);
        this.leastOrderDays = builder.leastOrderDays;
        this.active = builder.active;
        this.leastKept = builder.leastKept;
        this.mostKept = builder.mostKept;
    }

    /**
     * Starts the settings of a warning by a model.
     *
     * @throws IllegalArgumentException if the model looks less than a day ahead
     */
    public static Builder builder(ClvModel model) {
        return new Builder(model);
    }

    /**
     * Both lists as of a time.
     *
     * @param log events at or after {@code at} are not looked at
     * @throws IllegalArgumentException if an earlier list is of a later time, or the model knows no probability of an
     *     order
     */
    public ChurnAlerts alerts(EventLog log, Instant at) {
        return alerts(log, at, Runnable::run);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor changes no bit of the result
     */
    public ChurnAlerts alerts(EventLog log, Instant at, Executor executor) {
        requireEarlier(at);
        Look look = look(log, at, executor, budget.quietAt(earlier, at, log.zone()));
        int left = budget.left(earlier, at, log.zone());
        List<ChurnRisk> worth = first(look.risks(), left, Comparator.comparingDouble(ChurnRisk::valueAtRisk)).stream()
                .filter(risk -> risk.valueAtRisk() > 0)
                .toList();
        List<ChurnRisk> likely = first(look.risks(), left, Comparator.comparingDouble(ChurnRisk::churnProbability));
        Saving saving = Saving.of(worth, leastKept, mostKept);
        return new ChurnAlerts(
                decisions(ChurnAlerts.WORTH_SAVING, worth, look, at, true),
                decisions(ChurnAlerts.LIKELY, likely, look, at, false),
                saving);
    }

    /** Everybody who is looked at, by id, whatever the budget. Those who are excluded are not among them. */
    public List<ChurnRisk> risks(EventLog log, Instant at) {
        return look(log, at, Runnable::run, Set.of()).risks();
    }

    /**
     * How well this warning would have done, beside rules that need no model: for any customer, budget and earlier
     * alerts aside.
     *
     * @param log must have seen the whole horizon after {@code at}
     * @param at best at least a horizon after the cutoff of training
     * @param budgets how many alerts to judge, each at least 1 and at most the number of customers; empty for a
     *     twentieth, a tenth and a fifth of them
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if nobody, or everybody, churned, or a budget is out of range
     */
    public ChurnBacktest backtest(EventLog log, Instant at, int... budgets) {
        return Backtesting.of(this, log, at, look(log, at, Runnable::run, Set.of()), budgets);
    }

    ClvModel model() {
        return model;
    }

    ChurnDefinition churn() {
        return churn;
    }

    Horizon horizon() {
        return new Horizon(model.horizon());
    }

    /** What was seen of a log as of a time. */
    record Look(List<ChurnRisk> risks, Map<String, Integer> excluded, List<Caution> cautions) {

        double meanProbability() {
            return risks.stream()
                    .mapToDouble(ChurnRisk::churnProbability)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    private Look look(EventLog log, Instant at, Executor executor, Set<String> quiet) {
        Examination examination = new Examination(this, log, at, exclusions.tally(), quiet);
        return examination.look(executor);
    }

    int leastOrderDays() {
        return leastOrderDays;
    }

    Duration active() {
        return active;
    }

    AlertBudget budget() {
        return budget;
    }

    private void requireEarlier(Instant at) {
        for (Decisions<ChurnAlert> list : earlier) {
            if (list.provenance().at().isAfter(at)) {
                throw new IllegalArgumentException("an earlier list of alerts is of "
                        + list.provenance().at() + ", which is after " + at + "; leave it out");
            }
        }
    }

    private static List<ChurnRisk> first(List<ChurnRisk> risks, int most, Comparator<ChurnRisk> by) {
        return risks.stream()
                .sorted(by.reversed().thenComparing(ChurnRisk::customer))
                .limit(most)
                .toList();
    }

    private Decisions<ChurnAlert> decisions(
            String kind, List<ChurnRisk> risks, Look look, Instant at, boolean byValue) {
        Reasons reasons = new Reasons(model.currency(), horizonDays(), look.meanProbability());
        return new Decisions<>(
                kind,
                Provenance.of(model, at, settings()),
                risks.stream()
                        .map(risk -> new Decision<>(
                                risk.customer(),
                                new ChurnAlert(risk.churnProbability(), risk.valueAtRisk()),
                                reasons.of(risk, byValue),
                                inputs(risk)))
                        .toList(),
                look.excluded(),
                look.cautions());
    }

    int horizonDays() {
        return (int) Math.floor(horizon().days());
    }

    private static Map<String, Double> inputs(ChurnRisk risk) {
        Map<String, Double> inputs = new LinkedHashMap<>();
        inputs.put("days", (double) risk.days());
        inputs.put("order_days", (double) risk.rhythm().orderDays());
        inputs.put("days_since_last", (double) risk.rhythm().daysSinceLast());
        inputs.put("usual_gap", risk.rhythm().usualGap());
        inputs.put("longest_gap", risk.rhythm().longestGap());
        inputs.put("overdue", risk.rhythm().overdue());
        inputs.put("if_staying", risk.ifStaying());
        inputs.put("expected_now", risk.expectedNow());
        return inputs;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("churn", churn.toString());
        settings.put("budget", budget.toString());
        settings.put("horizon", horizon().toString());
        settings.put("least order-days", Integer.toString(leastOrderDays));
        settings.put("active within", AlertBudget.days(active));
        settings.put("earlier lists", Integer.toString(earlier.size()));
        settings.put("kept", leastKept + " to " + mostKept);
        return settings;
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {

        private final ClvModel model;
        private ChurnDefinition churn = ChurnDefinition.noPurchaseWithinHorizon();
        private AlertBudget budget = AlertBudget.unlimited();
        private Exclusions exclusions = Exclusions.none();
        private final List<Decisions<ChurnAlert>> earlier = new ArrayList<>();
        private int leastOrderDays = 2;
        private Duration active;
        private double leastKept = 0;
        private double mostKept = 1;

        private Builder(ClvModel model) {
            this.model = model;
            this.active = model.horizon().multipliedBy(2);
            if (model.horizon().compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("churn is counted in days, but the model looks only "
                        + model.horizon() + " ahead; train it with a horizon of at least a day");
            }
        }

        /** What churn means; no purchase within the horizon of the model unless set. */
        public Builder churn(ChurnDefinition definition) {
            churn = requireNonNull(definition, "definition");
            return this;
        }

        /** How many alerts may be given; unlimited unless set. */
        public Builder budget(AlertBudget limit) {
            budget = requireNonNull(limit, "limit");
            return this;
        }

        /** About whom nothing is decided; nobody unless set. */
        public Builder exclusions(Exclusions left) {
            exclusions = requireNonNull(left, "left");
            return this;
        }

        /** A list that was acted on before; counts for budgets a month and the quiet time. May be called again. */
        public Builder after(Decisions<ChurnAlert> list) {
            // The same list counts once, however often it is given.
            if (!earlier.contains(requireNonNull(list, "list"))) {
                earlier.add(list);
            }
            return this;
        }

        /**
         * Looks at customers with at least so many order-days; 2 unless set.
         *
         * @param count at least 1; those of one order-day have no rhythm
         */
        public Builder leastOrderDays(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("order-days must be at least 1, were " + count);
            }
            leastOrderDays = count;
            return this;
        }

        /** Looks at customers who bought within this time; twice the horizon of the model unless set. */
        public Builder activeWithin(Duration time) {
            if (time.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException(
                        "customers must have bought within a day or more to be looked at, was " + time);
            }
            active = time;
            return this;
        }

        /**
         * Which share of those who would churn an alert keeps. Unless set, nothing is known of it: from none to all.
         * Only an experiment with a control group can tell.
         *
         * @param least in [0, 1]
         * @param most in [0, 1], at least {@code least}
         */
        public Builder keeps(double least, double most) {
            if (!(least >= 0 && least <= most && most <= 1)) {
                throw new IllegalArgumentException(
                        "the share that alerts keep must be a range within 0 to 1, was " + least + " to " + most);
            }
            leastKept = least;
            mostKept = most;
            return this;
        }

        /**
         * The warning.
         *
         * @throws IllegalArgumentException if a rule needs earlier lists that count and the budget knows no such rule,
         *     or a rhythm is asked of customers of one order-day
         */
        public ChurnWarning build() {
            if (!earlier.isEmpty() && !budget.perMonth() && budget.quiet().isZero()) {
                throw new IllegalArgumentException("earlier lists of alerts count only for a budget a month or a quiet"
                        + " time, but the budget is " + budget + "; set one of them, or leave the lists out");
            }
            if (churn instanceof ChurnDefinition.OwnRhythm && leastOrderDays < 2) {
                throw new IllegalArgumentException(
                        "churn by the own rhythm needs at least 2 order-days, but customers of " + leastOrderDays
                                + " are to be looked at; take another definition, or at least 2 order-days");
            }
            return new ChurnWarning(this);
        }
    }
}
