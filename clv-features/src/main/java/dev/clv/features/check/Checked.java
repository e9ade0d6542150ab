package dev.clv.features.check;

import dev.clv.features.CustomerState;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * An extractor under check: as it was given, fitted, and in a pipeline of its own; and how a broken rule is reported.
 */
final class Checked {

    final FittableExtractor plan;
    final List<CustomerHistory> histories;
    final FeatureExtractor fitted;
    final List<Feature> features;
    final FeaturePipeline pipeline;

    /** The columns that the features take. */
    final FeatureSchema schema;

    private Checked(FittableExtractor plan, List<CustomerHistory> histories, FeatureExtractor fitted) {
        this.plan = plan;
        this.histories = histories;
        this.fitted = fitted;
        this.features = fitted.features();
        this.pipeline = pipeline(fitted);
        this.schema = pipeline.schema();
    }

    /** Fits an extractor on the histories that it is also checked on. */
    static Checked of(FittableExtractor plan, List<CustomerHistory> histories) {
        FeatureExtractor fitted = plan.fit(histories);
        try {
            return new Checked(plan, histories, fitted);
        } catch (IllegalArgumentException e) {
            throw new AssertionError("extractor '" + fitted.name() + "': " + e.getMessage(), e);
        }
    }

    /** A pipeline of one extractor that is fitted already. */
    static FeaturePipeline pipeline(FeatureExtractor fitted) {
        return FeaturePlan.of(List.of(fitted)).fit(List.of());
    }

    /** The extractor's features of a history as of its cutoff. */
    double[] values(CustomerHistory history) {
        return values(pipeline, history);
    }

    /** The features of a history as of its cutoff, by another pipeline. */
    static double[] values(FeaturePipeline pipeline, CustomerHistory history) {
        try {
            CustomerState state = pipeline.begin(history.customer(), history.zone());
            history.events().forEach(state::add);
            return state.row(history.cutoff());
        } catch (RuntimeException e) {
            throw failed(pipeline.extractors().get(0), history, e);
        }
    }

    /** The features of other histories after fitting on them, by history. */
    double[][] refitted(List<CustomerHistory> others) {
        FeatureExtractor again = plan.fit(others);
        require(again.features().equals(features), "declares other features in another time zone, locale or century");
        FeaturePipeline other = pipeline(again);
        return others.stream().map(history -> values(other, history)).toArray(double[][]::new);
    }

    /** A history of the same customer as of the same cutoff with other events. */
    static CustomerHistory with(CustomerHistory history, List<? extends CustomerEvent> events) {
        return CustomerHistory.of(history.customer(), history.zone(), history.cutoff(), events);
    }

    /** What to throw if an extractor throws. */
    static AssertionError failed(FeatureExtractor extractor, CustomerHistory history, RuntimeException e) {
        return new AssertionError(
                "extractor '" + extractor.name() + "' fails on a history of "
                        + history.events().size() + " events: " + e + hint(history, e),
                e);
    }

    private static String hint(CustomerHistory history, RuntimeException e) {
        if (e instanceof NumberFormatException || e instanceof DateTimeParseException) {
            return "; attributes and texts have any form: serve those that cannot be read as NaN, and let no exception"
                    + " quote them";
        }
        boolean undated =
                !history.events().isEmpty() && history.events().get(0).time().equals(Instant.MIN);
        return undated && (e instanceof ArithmeticException || e instanceof DateTimeException)
                ? "; the first event is an attribute without a time, which is at Instant.MIN: pass over such events"
                : "";
    }

    /** A state that has taken in some of a history's events. */
    CustomerState after(CustomerHistory history, int from, int to) {
        CustomerState state = pipeline.begin(history.customer(), history.zone());
        for (CustomerEvent event : history.events().subList(from, to)) {
            state.add(event);
        }
        return state;
    }

    /**
     * A history with a cutoff that other days can be added to: its own, or, where that is in the far future, the day
     * after its last event.
     */
    static CustomerHistory bounded(CustomerHistory history) {
        Instant far = Instant.parse("4000-01-01T00:00:00Z");
        if (history.cutoff().isBefore(far)) {
            return history;
        }
        List<CustomerEvent> events = history.events();
        Instant last =
                events.isEmpty() ? Instant.EPOCH : events.get(events.size() - 1).time();
        return history.before((last.equals(Instant.MIN) ? Instant.EPOCH : last).plusSeconds(86_400));
    }

    void requireSame(double[] expected, double[] actual, String otherwise) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
                throw broken(i, expected[i], actual[i], otherwise);
            }
        }
    }

    /** The same up to the rounding of sums. */
    void requireClose(double[] expected, double[] actual, String otherwise) {
        for (int i = 0; i < expected.length; i++) {
            requireClose(i, expected[i], actual[i], 1e-9, otherwise);
        }
    }

    /** The same, up to {@code tolerance} of the value, or of 1 where it is smaller. */
    void requireClose(int column, double expected, double actual, double tolerance, String otherwise) {
        boolean same = Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
        if (!same && !(Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected)))) {
            throw broken(column, expected, actual, otherwise);
        }
    }

    void require(boolean kept, String otherwise) {
        if (!kept) {
            throw broken(otherwise);
        }
    }

    AssertionError broken(String how) {
        return new AssertionError("extractor '" + fitted.name() + "': " + how);
    }

    private AssertionError broken(int column, double expected, double actual, String how) {
        return broken("feature '" + schema.names().get(column) + "' " + how + " (" + expected + " and " + actual + ")");
    }
}
