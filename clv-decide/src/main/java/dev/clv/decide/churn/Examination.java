package dev.clv.decide.churn;

import dev.clv.ClvPrediction;
import dev.clv.ScoringSummary;
import dev.clv.caution.Caution;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.label.Horizon;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Goes through the customers of a log once. All who are known are scored, so that cautions about the population are
 * those of a scoring; only some are looked at. Not thread-safe.
 */
final class Examination {

    private final ChurnWarning warning;
    private final EventLog log;
    private final Instant at;
    private final Instant paceFrom;
    private final Exclusions.Tally tally;
    private final Set<String> quiet;

    private final List<ChurnRisk> risks = new ArrayList<>();
    private int withoutTiming;
    private int withoutOrders;
    private int capped;
    private int fewOrders;
    private int inactive;
    private int churned;
    private int quieted;

    Examination(ChurnWarning warning, EventLog log, Instant at, Exclusions.Tally tally, Set<String> quiet) {
        this.warning = warning;
        this.log = log;
        this.at = at;
        this.paceFrom = warning.horizon().before(at, log.zone());
        this.tally = tally;
        this.quiet = quiet;
    }

    ChurnWarning.Look look(Executor executor) {
        List<String> known = log.customers().stream()
                .filter(customer -> !log.history(customer).before(at).isEmpty())
                .toList();
        ScoringSummary summary = warning.model().score(log, known, at, executor, this::add);
        List<Caution> cautions = new ArrayList<>(summary.cautions());
        cautions.addAll(tally.cautions());
        cautions.addAll(own());
        return new ChurnWarning.Look(List.copyOf(risks), excluded(), List.copyOf(cautions));
    }

    private void add(String customer, ClvPrediction prediction) {
        CustomerHistory history = log.history(customer).before(at);
        Optional<Rhythm> found = Rhythm.of(history);
        if (tally.excludes(customer) || found.isEmpty()) {
            return;
        }
        Rhythm rhythm = found.get();
        int days = warning.churn().daysLeft(rhythm, warning.horizonDays());
        if (rhythm.orderDays() < warning.leastOrderDays()) {
            fewOrders++;
        } else if (rhythm.daysSinceLast() > warning.active().toDays()) {
            inactive++;
        } else if (days < 1) {
            churned++;
        } else if (quiet.contains(customer)) {
            quieted++;
        } else {
            risks.add(risk(customer, prediction, history, rhythm, days));
        }
    }

    private ChurnRisk risk(
            String customer, ClvPrediction prediction, CustomerHistory history, Rhythm rhythm, int days) {
        NoOrder none = NoOrder.of(prediction, warning.horizon());
        int within = Math.min(days, warning.horizonDays());
        boolean whole = within == warning.horizonDays();
        capped += days > within ? 1 : 0;
        withoutOrders += prediction.orders() == null ? 1 : 0;
        withoutTiming += whole || none.knowsTiming() ? 0 : 1;
        double probability = none.within(whole ? warning.horizon().days() : within);
        return new ChurnRisk(customer, rhythm, within, probability, pace(history));
    }

    /** What was spent in the last days, as many as the horizon has. */
    private double pace(CustomerHistory history) {
        BigDecimal net = BigDecimal.ZERO;
        for (CustomerEvent event : history.eventsFrom(paceFrom)) {
            if (event instanceof Purchase purchase) {
                net = net.add(purchase.amount());
            } else if (event instanceof Refund refund) {
                net = net.subtract(refund.amount());
            }
        }
        return Math.max(0, net.doubleValue());
    }

    private Map<String, Integer> excluded() {
        Map<String, Integer> excluded = new LinkedHashMap<>(tally.counts());
        put(excluded, "fewer than " + warning.leastOrderDays() + " order-days", fewOrders);
        put(excluded, "no purchase for more than " + AlertBudget.days(warning.active()), inactive);
        put(excluded, "churned already by " + warning.churn(), churned);
        put(excluded, warning.budget().quietReason(), quieted);
        return excluded;
    }

    private static void put(Map<String, Integer> counts, String reason, int count) {
        if (count > 0) {
            counts.put(reason, count);
        }
    }

    private List<Caution> own() {
        List<Caution> cautions = new ArrayList<>();
        if (withoutOrders > 0) {
            cautions.add(Caution.of(
                    "churn_is_no_spend",
                    "The model does not know about orders of %d customers, so no net spend in %s stands for no purchase,"
                            + " which is a little likelier. Train a model of the shop with its purchase model.",
                    withoutOrders,
                    warning.horizon()));
        }
        if (withoutTiming > 0) {
            cautions.add(Caution.of(
                    "order_times_unknown",
                    "The model does not know when orders of %d customers come, so that their chance is taken to be the"
                            + " same on each day of %s. Train a model of the shop with its purchase model, or take the whole horizon as"
                            + " the window of churn.",
                    withoutTiming,
                    warning.horizon()));
        }
        if (capped > 0) {
            cautions.add(Caution.of(
                    "churn_beyond_horizon",
                    "%d of %d customers have churned only after the %s that the model looks ahead; for them, churn is no"
                            + " purchase within these. Train the model with a longer horizon, or shorten the definition.",
                    capped,
                    risks.size(),
                    new Horizon(warning.model().horizon())));
        }
        return cautions;
    }
}
