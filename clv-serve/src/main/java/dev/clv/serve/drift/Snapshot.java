package dev.clv.serve.drift;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.features.CustomerState;
import dev.clv.features.FeatureSchema;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.sequence.FittedEventTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of the customers who bought in the time looked back on, as of one instant, and what the model predicts
 * of them. Immutable.
 *
 * @param rows how many customers
 * @param known of each column that {@linkplain #isCompared is compared}, the values that are not missing, rising
 * @param values the predicted values, rising
 * @param probabilities the predicted probabilities of any spend, rising; NaN if the model describes no distribution
 */
record Snapshot(int rows, double[][] known, double[] values, double[] probabilities) {

    private static final double[] NONE = {};

    /**
     * @param days how far back events count; attributes count from whenever they are known
     * @param customers to look at
     */
    static Snapshot of(ClvModel model, EventLog log, Instant at, long days, List<String> customers) {
        Instant from = at.atZone(log.zone()).minusDays(days).toInstant();
        List<double[]> rows = new ArrayList<>();
        List<ClvPrediction> predictions = new ArrayList<>();
        for (String customer : customers) {
            CustomerHistory history = log.history(customer).before(at);
            if (hasBought(history, from)) {
                CustomerState state = state(model, log, history, from);
                rows.add(state.row(at));
                predictions.add(model.predict(state, at));
            }
        }
        double[][] known = new double[model.schema().size()][];
        for (int column = 0; column < known.length; column++) {
            int of = column;
            if (!isCompared(model.schema(), column)) {
                known[column] = NONE;
                continue;
            }
            known[column] = rows.stream()
                    .mapToDouble(row -> row[of])
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
        }
        return new Snapshot(
                rows.size(),
                known,
                predictions.stream().mapToDouble(ClvPrediction::value).sorted().toArray(),
                predictions.stream()
                        .mapToDouble(ClvPrediction::probabilityPositive)
                        .sorted()
                        .toArray());
    }

    /**
     * Whether a column means something by itself. Of the tokens of events that is their number, the first; the others
     * are hundreds, each about the k-th last event of whoever has so many, and events are compared as they are.
     */
    static boolean isCompared(FeatureSchema schema, int column) {
        String name = schema.feature(column).name();
        return !name.equals(FittedEventTokens.FEATURE) || schema.firstColumn(name) == column;
    }

    /** Whether a customer bought between two times. */
    static boolean hasBought(CustomerHistory history, Instant from) {
        return history.eventsFrom(from).stream().anyMatch(Purchase.class::isInstance);
    }

    private static CustomerState state(ClvModel model, EventLog log, CustomerHistory history, Instant from) {
        CustomerState state = model.begin(history.customer(), log.zone());
        Map<String, String> before = new LinkedHashMap<>();
        for (AttributeChange change : history.events(AttributeChange.class)) {
            if (change.time().isBefore(from)) {
                before.put(change.name(), change.value());
            }
        }
        before.forEach((name, value) -> state.add(new AttributeChange(from, name, value)));
        for (CustomerEvent event : history.eventsFrom(from)) {
            state.add(event);
        }
        return state;
    }

    /** NaN without values. */
    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
