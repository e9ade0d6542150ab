package dev.clv.value;

import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * An ensemble of networks, and to some share a {@link PurchasePrior}: networks see everything but learn it from the
 * shop alone, the prior sees orders only but knows how customers buy. Immutable and thread-safe.
 *
 * <p>A value is {@code (1 - share) * (that of the networks) + share * (level * that of the prior, at most the cap)}. Of
 * a customer whom the prior does not apply to, it is that of the networks.
 */
public final class BlendedRegressor implements LayeredRegressor {

    static final String KIND = "blend";

    private final NetworkEnsemble networks;
    private final PurchasePrior prior;
    private final double share;
    private final double level;
    private final double spread;
    private final double cap;
    private final List<Ahead> others;
    private final List<PurchasePrior> othersOfPrior;
    private final int[] columns; // of the prior

    /**
     * How a prior is used over another horizon; the share and the spread are those of the main one.
     *
     * @param days how far it looks ahead; positive and finite
     * @param level as that of the main horizon
     * @param cap as that of the main horizon
     */
    public record Ahead(double days, double level, double cap) {

        /** Checks the ranges. */
        public Ahead {
            requireIn("days", days, Double.MAX_VALUE);
            requireIn("level", level, Double.MAX_VALUE);
            requireIn("cap", cap, Double.MAX_VALUE);
        }
    }

    private BlendedRegressor(
            NetworkEnsemble networks,
            PurchasePrior prior,
            double share,
            double level,
            double spread,
            double cap,
            List<Ahead> others) {
        this.networks = networks;
        this.prior = prior;
        this.share = share;
        this.level = level;
        this.spread = spread;
        this.cap = cap;
        this.others = others;
        this.othersOfPrior =
                others.stream().map(ahead -> prior.over(ahead.days())).toList();
        this.columns = prior.columns();
    }

    /**
     * A blend.
     *
     * @param prior reads the same rows
     * @param share of the prior, in (0, 1]
     * @param level a factor on what the prior expects, which brings its sum to that of the labels; positive and finite
     * @param spread the standard deviation of the logarithm of a positive value around what the prior expects, positive
     *     and finite
     * @param cap the most that the prior says, in currency; positive
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static BlendedRegressor of(
            NetworkEnsemble networks, PurchasePrior prior, double share, double level, double spread, double cap) {
        return of(networks, prior, share, level, spread, cap, List.of());
    }

    /**
     * A blend over several horizons.
     *
     * @param others one for each target of the networks with a horizon of its own, in their order
     * @throws IllegalArgumentException if a number is out of its range, or the others are not one each
     */
    public static BlendedRegressor of(
            NetworkEnsemble networks,
            PurchasePrior prior,
            double share,
            double level,
            double spread,
            double cap,
            List<Ahead> others) {
        int heads = networks.targets().ofOtherHorizons().size();
        if (others.size() != heads) {
            throw new IllegalArgumentException("the networks predict " + heads
                    + " other horizons, which need a level of the purchase model each, got " + others.size());
        }
        requireIn("share", share, 1);
        requireIn("level", level, Double.MAX_VALUE);
        requireIn("spread", spread, Double.MAX_VALUE);
        requireIn("cap", cap, Double.MAX_VALUE);
        return new BlendedRegressor(networks, prior, share, level, spread, cap, List.copyOf(others));
    }

    private static void requireIn(String name, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new IllegalArgumentException(name + " must lie in (0, " + most + "], was " + value);
        }
    }

    /** The networks. */
    public NetworkEnsemble networks() {
        return networks;
    }

    @Override
    public ValueRegressor inner() {
        return networks;
    }

    /** The prior. */
    public PurchasePrior prior() {
        return prior;
    }

    /** The share of the prior, in (0, 1]. */
    public double share() {
        return share;
    }

    @Override
    public ValueRegressor withNetworks(NetworkEnsemble networks) {
        return new BlendedRegressor(networks, prior, share, level, spread, cap, others);
    }

    @Override
    public List<ValueDistribution> predict(double[][] rows) {
        return blended(networks.predict(rows), rows);
    }

    @Override
    public List<ValueDistribution> predict(FeatureMatrix rows) {
        return blended(networks.predict(rows), rows.toArray());
    }

    private List<ValueDistribution> blended(List<ValueDistribution> ofNetworks, double[][] rows) {
        List<ValueDistribution> blended = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            PurchasePrior.Expected expected = prior.expected(rows[i]);
            ValueDistribution own = ofNetworks.get(i);
            blended.add(
                    expected.isKnown()
                            ? new BlendedDistribution(
                                    own,
                                    share,
                                    expected,
                                    Math.min(cap, level * expected.value()),
                                    spread,
                                    othersOf(own, rows[i]))
                            : own);
        }
        return blended;
    }

    /** As the row is now; the caller may change it later. */
    private Supplier<List<ValueDistribution>> othersOf(ValueDistribution ofNetworks, double[] row) {
        if (others.isEmpty()) {
            return List::of;
        }
        double[] copy = row.clone();
        return () -> blendedOthers(ofNetworks, copy);
    }

    private List<ValueDistribution> blendedOthers(ValueDistribution ofNetworks, double[] row) {
        List<ValueDistribution> own = HorizonSource.othersOf(ofNetworks);
        List<ValueDistribution> blended = new ArrayList<>(own.size());
        for (int k = 0; k < own.size(); k++) {
            Ahead ahead = others.get(k);
            PurchasePrior.Expected expected = othersOfPrior.get(k).expected(row);
            double mean = Math.min(ahead.cap(), ahead.level() * expected.value());
            blended.add(new BlendedDistribution(own.get(k), share, expected, mean, spread, List::of));
        }
        return blended;
    }

    @Override
    public double[] values(double[][] rows) {
        double[] values = networks.values(rows);
        for (int i = 0; i < rows.length; i++) {
            values[i] = blended(values[i], prior.features(rows[i]));
        }
        return values;
    }

    private double blended(double ofNetworks, double[] features) {
        return PurchasePrior.applies(features) ? (1 - share) * ofNetworks + share * priorValue(features) : ofNetworks;
    }

    private double priorValue(double[] features) {
        return Math.min(cap, level * prior.value(features));
    }

    /** An {@link dev.clv.explain.AdditivePredictor} if the networks' function is one. */
    @Override
    public PredictFunction function() {
        return networks.function() instanceof OutcomeFunction.Predictor additive
                ? new Additive(additive)
                : this::values;
    }

    @Override
    public void write(Section out) {
        out.put("kind", KIND);
        networks.write(out.begin("networks"));
        prior.write(out.begin("prior"));
        out.put("share", share).put("level", level).put("spread", spread).put("cap", cap);
        if (!others.isEmpty()) {
            out.put("other_days", others.stream().mapToDouble(Ahead::days).toArray())
                    .put(
                            "other_levels",
                            others.stream().mapToDouble(Ahead::level).toArray())
                    .put("other_caps", others.stream().mapToDouble(Ahead::cap).toArray());
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static BlendedRegressor read(Section in, FeatureSchema schema, Vocabulary vocabulary) throws ModelFormatException {
        return of(
                in.read("networks", part -> NetworkEnsemble.read(part, schema, vocabulary)),
                in.read("prior", part -> PurchasePrior.read(part, schema)),
                in.number("share"),
                in.number("level"),
                in.number("spread"),
                in.number("cap"),
                in.has("other_days") ? readOthers(in) : List.of());
    }

    private static List<Ahead> readOthers(Section in) throws ModelFormatException {
        double[] days = in.numbers("other_days");
        double[] levels = in.numbers("other_levels", days.length);
        double[] caps = in.numbers("other_caps", days.length);
        List<Ahead> others = new ArrayList<>();
        for (int k = 0; k < days.length; k++) {
            others.add(new Ahead(days[k], levels[k], caps[k]));
        }
        return others;
    }

    @Override
    public String toString() {
        return "BlendedRegressor[" + networks + ", " + share + " of " + prior + "]";
    }

    /** The state of the networks, and behind it the features of the prior, 0 where missing. */
    private final class Additive implements OutcomeFunction.Predictor {

        private final OutcomeFunction.Predictor ofNetworks;
        private final int inputs;

        Additive(OutcomeFunction.Predictor ofNetworks) {
            this.ofNetworks = ofNetworks;
            this.inputs = networks.preparation().width();
        }

        @Override
        public double[] predict(double[][] rows) {
            return values(rows);
        }

        @Override
        public int stateSize() {
            return ofNetworks.stateSize() + columns.length;
        }

        @Override
        public double[] encode(double[] row) {
            double[] own = ofNetworks.encode(row);
            double[] encoded = Arrays.copyOf(own, own.length + columns.length);
            for (int k = 0; k < columns.length; k++) {
                double feature = row[columns[k]];
                encoded[own.length + k] = Double.isNaN(feature) ? 0 : feature;
            }
            return encoded;
        }

        @Override
        public void state(double[] encoded, double[] state) {
            ofNetworks.state(encoded, state);
            System.arraycopy(encoded, inputs, state, ofNetworks.stateSize(), columns.length);
        }

        @Override
        public boolean differs(int column, double[] from, double[] to) {
            int place = place(column);
            return place >= 0 && from[place] != to[place] || ofNetworks.differs(column, from, to);
        }

        @Override
        public void replace(int column, double[] from, double[] to, double[] state) {
            ofNetworks.replace(column, from, to, state);
            int place = place(column);
            if (place >= 0) {
                state[ofNetworks.stateSize() + place - inputs] += to[place] - from[place];
            }
        }

        /** Where a column of the prior is in an encoded row; -1 if it is none of the prior's. */
        private int place(int column) {
            for (int k = 0; k < columns.length; k++) {
                if (columns[k] == column) {
                    return inputs + k;
                }
            }
            return -1;
        }

        @Override
        public StateFunction newStateFunction(int capacity) {
            StateFunction own = ofNetworks.newStateFunction(capacity);
            PriorCache cache = new PriorCache(prior);
            return (count, states, values) -> {
                own.predict(count, states, values);
                for (int i = 0; i < count; i++) {
                    if (cache.find(states[i], ofNetworks.stateSize())) {
                        values[i] = (1 - share) * values[i] + share * Math.min(cap, level * cache.value());
                    }
                }
            };
        }

        @Override
        public OutcomeFunction newOutcomeFunction(int capacity) {
            OutcomeFunction own = ofNetworks.newOutcomeFunction(capacity);
            PriorCache cache = new PriorCache(prior);
            return (count, states, values, positives) -> {
                own.predict(count, states, values, positives);
                for (int i = 0; i < count; i++) {
                    if (cache.find(states[i], ofNetworks.stateSize())) {
                        values[i] = (1 - share) * values[i] + share * Math.min(cap, level * cache.value());
                        positives[i] = (1 - share) * positives[i] + share * cache.positive();
                    }
                }
            };
        }
    }
}
