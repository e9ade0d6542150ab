package dev.clv.value;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A regressor of the value over one horizon, the main one, that also predicts it over others, so that means, quantiles
 * and probabilities of more than an amount never fall as the horizon grows. Immutable and thread-safe.
 *
 * <p>The distribution of the main horizon is that of the regressor itself. That of a longer one is the larger, at every
 * level, of its own and of all between the main horizon and it; that of a shorter one the smaller. So is its mean,
 * which is therefore not exactly the integral of its quantiles: that of the larger quantiles is at least the larger
 * mean, and that of the smaller ones at most the smaller mean.
 *
 * <p>Its own distribution is made as that of the main horizon is: of a head of the same networks and, to the same
 * share, of the same purchase model over that horizon, dealt to customers by the same factor. Only its quantiles are
 * not moved to where those of customers were whom the networks had not seen, see {@link ConformalRegressor}.
 */
public final class HorizonRegressor implements LayeredRegressor {

    static final String KIND = "horizons";

    private final ValueRegressor inner;
    private final Duration main;
    private final List<Duration> others; // in the order of the targets
    private final double[] factors; // of each
    private final int[] rising; // indices of the others by length
    private final int shorter; // how many of them are shorter than the main one

    private HorizonRegressor(ValueRegressor inner, Duration main, List<Duration> others, double[] factors) {
        this.inner = inner;
        this.main = main;
        this.others = others;
        this.factors = factors;
        this.rising = IntStream.range(0, others.size())
                .boxed()
                .sorted(Comparator.comparing(others::get))
                .mapToInt(Integer::intValue)
                .toArray();
        this.shorter =
                (int) others.stream().filter(other -> other.compareTo(main) < 0).count();
    }

    /**
     * A regressor of several horizons.
     *
     * @param inner of the main horizon; its networks have the target {@link dev.clv.label.Target#value(Duration)} of
     *     each other one
     * @param main the main horizon
     * @param others in the order of the targets, none twice and none the main one
     * @param factors on what is predicted over each of the others before it is ordered; positive and finite, copied
     * @throws IllegalArgumentException if there is no other horizon, one is there twice, or factors are not one each or
     *     out of range
     */
    public static HorizonRegressor of(ValueRegressor inner, Duration main, List<Duration> others, double[] factors) {
        requireNonNull(inner, "inner");
        if (others.isEmpty() || others.size() != factors.length) {
            throw new IllegalArgumentException("at least 1 other horizon and a factor for each are needed, got "
                    + others.size() + " and " + factors.length);
        }
        if (others.contains(main) || others.stream().distinct().count() < others.size()) {
            throw new IllegalArgumentException(
                    "horizons must differ from each other and from " + main + ", were " + others);
        }
        for (double factor : factors) {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a factor must be positive and finite, was " + factor);
            }
        }
        return new HorizonRegressor(inner, main, List.copyOf(others), factors.clone());
    }

    /** The regressor of the main horizon. */
    @Override
    public ValueRegressor inner() {
        return inner;
    }

    /** The main horizon. */
    public Duration main() {
        return main;
    }

    /** The other horizons, shortest first. */
    public List<Duration> horizons() {
        return others.stream().sorted().toList();
    }

    @Override
    public HorizonRegressor withNetworks(NetworkEnsemble networks) {
        return withInner(inner.withNetworks(networks));
    }

    /** The same over another regressor of the main horizon, which is made of the same networks or others like them. */
    public HorizonRegressor withInner(ValueRegressor other) {
        return new HorizonRegressor(other, main, others, factors);
    }

    @Override
    public List<ValueDistribution> predict(double[][] rows) {
        return inner.predict(rows).stream().map(this::ordered).toList();
    }

    @Override
    public List<ValueDistribution> predict(FeatureMatrix rows) {
        return inner.predict(rows).stream().map(this::ordered).toList();
    }

    private ValueDistribution ordered(ValueDistribution ofMain) {
        List<ValueDistribution> own = HorizonSource.othersOf(ofMain);
        TreeMap<Duration, ValueDistribution> ordered = new TreeMap<>();
        List<ValueDistribution> within = new ArrayList<>(List.of(ofMain));
        for (int i = shorter - 1; i >= 0; i--) {
            within.add(scaled(own, rising[i]));
            ordered.put(others.get(rising[i]), new OrderedDistribution(List.copyOf(within), Math::min));
        }
        within = new ArrayList<>(List.of(ofMain));
        for (int i = shorter; i < rising.length; i++) {
            within.add(scaled(own, rising[i]));
            ordered.put(others.get(rising[i]), new OrderedDistribution(List.copyOf(within), Math::max));
        }
        return new HorizonDistribution(ofMain, Collections.unmodifiableSortedMap(ordered));
    }

    private ValueDistribution scaled(List<ValueDistribution> own, int index) {
        return factors[index] == 1 ? own.get(index) : new ScaledDistribution(own.get(index), factors[index]);
    }

    @Override
    public double[] values(double[][] rows) {
        return inner.values(rows);
    }

    @Override
    public PredictFunction function() {
        return inner.function();
    }

    @Override
    public void write(Section out) {
        out.put("kind", KIND);
        inner.write(out.begin("regressor"));
        out.put("main", main.toString());
        out.put("others", others.stream().map(Duration::toString).toList());
        out.put("factors", factors);
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static HorizonRegressor read(Section in, FeatureSchema schema, Vocabulary vocabulary) throws ModelFormatException {
        ValueRegressor inner = in.read("regressor", part -> ValueRegressor.read(part, schema, vocabulary));
        List<Duration> others = in.words("others", Duration::parse);
        int heads = NetworkEnsemble.beneath(inner).targets().ofOtherHorizons().size();
        if (heads != others.size()) {
            throw in.wrong(
                    "others", "must be one for each of the " + heads + " horizons of the networks, are " + others);
        }
        return of(inner, in.word("main", Duration::parse), others, in.numbers("factors", others.size()));
    }

    @Override
    public String toString() {
        return "HorizonRegressor[" + inner + ", " + main + " and " + others + " by " + Arrays.toString(factors) + "]";
    }
}
