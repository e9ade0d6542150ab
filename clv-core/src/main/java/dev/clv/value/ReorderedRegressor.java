package dev.clv.value;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureSchema;
import dev.clv.label.Targets;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.List;

/**
 * A regressor whose values are dealt anew to customers, in an order that trusts the probability of a positive value
 * more than its amount, see {@link ResponseOrder}. Every distribution is stretched to its new mean; probabilities of a
 * positive value stay. Immutable and thread-safe.
 */
public final class ReorderedRegressor implements LayeredRegressor {

    static final String KIND = "reordered";

    private final ValueRegressor inner;
    private final ResponseOrder order;

    private ReorderedRegressor(ValueRegressor inner, ResponseOrder order) {
        this.inner = inner;
        this.order = order;
    }

    /** A regressor in another order. */
    public static ReorderedRegressor of(ValueRegressor inner, ResponseOrder order) {
        return new ReorderedRegressor(requireNonNull(inner, "inner"), requireNonNull(order, "order"));
    }

    /** The regressor whose values are dealt anew. */
    @Override
    public ValueRegressor inner() {
        return inner;
    }

    /** How. */
    public ResponseOrder order() {
        return order;
    }

    @Override
    public ValueRegressor withNetworks(NetworkEnsemble networks) {
        return of(inner.withNetworks(networks), order);
    }

    @Override
    public List<ValueDistribution> predict(double[][] rows) {
        return inner.predict(rows).stream().map(this::stretched).toList();
    }

    private ValueDistribution stretched(ValueDistribution distribution) {
        double mean = distribution.mean();
        double value = order.value(mean, distribution.probabilityAbove(0));
        return mean > 0 ? new Stretched(distribution, value, value / mean) : distribution;
    }

    /** An {@link AdditivePredictor} if the function of the regressor is one. */
    @Override
    public PredictFunction function() {
        return inner.function() instanceof OutcomeFunction.Predictor additive ? new Additive(additive) : this::values;
    }

    @Override
    public void write(Section out) {
        out.put("kind", KIND);
        inner.write(out.begin("regressor"));
        order.write(out.begin("order"));
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static ReorderedRegressor read(Section in, FeatureSchema schema, Vocabulary vocabulary)
            throws ModelFormatException {
        return of(
                in.read("regressor", part -> ValueRegressor.read(part, schema, vocabulary)),
                in.read("order", ResponseOrder::read));
    }

    @Override
    public String toString() {
        return "ReorderedRegressor[" + inner + ", " + order + "]";
    }

    /** A distribution times a factor. */
    record Stretched(ValueDistribution inner, double mean, double factor) implements DerivedDistribution {

        @Override
        public Targets targets() {
            return inner.targets();
        }

        /** Stretched by the same factor. */
        @Override
        public List<ValueDistribution> others() {
            return HorizonSource.othersOf(inner).stream()
                    .<ValueDistribution>map(other -> new ScaledDistribution(other, factor))
                    .toList();
        }

        @Override
        public double expected(String target) {
            return targets().indexOf(target) == 0 ? mean : inner.expected(target);
        }

        @Override
        public boolean isPoint() {
            return inner.isPoint();
        }

        @Override
        public double quantile(double q) {
            return factor * inner.quantile(q);
        }

        @Override
        public double probabilityAbove(double amount) {
            return inner.probabilityAbove(amount / factor);
        }
    }

    private final class Additive implements AdditivePredictor {

        private final OutcomeFunction.Predictor ofInner;

        Additive(OutcomeFunction.Predictor ofInner) {
            this.ofInner = ofInner;
        }

        @Override
        public double[] predict(double[][] rows) {
            return values(rows);
        }

        @Override
        public int stateSize() {
            return ofInner.stateSize();
        }

        @Override
        public double[] encode(double[] row) {
            return ofInner.encode(row);
        }

        @Override
        public void state(double[] encoded, double[] state) {
            ofInner.state(encoded, state);
        }

        @Override
        public boolean differs(int column, double[] from, double[] to) {
            return ofInner.differs(column, from, to);
        }

        @Override
        public void replace(int column, double[] from, double[] to, double[] state) {
            ofInner.replace(column, from, to, state);
        }

        @Override
        public StateFunction newStateFunction(int capacity) {
            OutcomeFunction outcomes = ofInner.newOutcomeFunction(capacity);
            double[] positives = new double[capacity];
            return (count, states, values) -> {
                outcomes.predict(count, states, values, positives);
                for (int i = 0; i < count; i++) {
                    values[i] = order.value(values[i], positives[i]);
                }
            };
        }
    }
}
