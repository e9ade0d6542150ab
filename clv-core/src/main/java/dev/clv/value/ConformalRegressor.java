package dev.clv.value;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.List;

/**
 * A regressor whose quantiles are put where the true values of customers were whom it had not seen: conformal
 * prediction within groups of customers by value (Mondrian; Vovk, Gammerman, Shafer 2005, chapter 4). Means and
 * probabilities of a positive value are those of the regressor itself. Immutable and thread-safe.
 *
 * <p>A value v of a customer who spends anything has a level among the positive values that were predicted for that
 * customer. The {@link LevelMap} of the group says at which level a share q of them lies, and {@link LevelMap} says
 * what is guaranteed: of all customers of a group who spend anything, of the same time and kind as those that it was
 * learned from, a share q spends at most the quantile of q among positive values, within {@code 10 / (n + 1)}.
 *
 * <p><b>What is not guaranteed.</b> It does not hold for each single customer, nor for other groups than these (Romano,
 * Patterson, Candes 2019, "Conformalized quantile regression"). It does not hold at another time, when customers have
 * changed; {@link #drifted} widens intervals by what is known of such changes. A quantile of all values also needs the
 * right probability of a positive value, which is not learned here. And the maps are learned from networks of one fold
 * each (cross-conformal prediction; Vovk 2015), whose average is more exact than each of them: intervals are a little
 * too wide where what networks do not know matters more than what nobody can know. Where one group ends and another
 * begins, quantiles jump.
 */
public final class ConformalRegressor implements LayeredRegressor {

    static final String KIND = "conformal";

    private final ValueRegressor inner;
    private final double[] borders; // between groups, rising
    private final List<LevelMap> maps; // of each group
    private final double drift;

    private ConformalRegressor(ValueRegressor inner, double[] borders, List<LevelMap> maps, double drift) {
        this.drift = drift;
        this.inner = inner;
        this.borders = borders;
        this.maps = maps;
    }

    /**
     * A regressor with other quantiles.
     *
     * @param borders between groups of customers, in currency: a customer whose value is a border belongs to the group
     *     above it; rising; copied
     * @param maps one for each group, that of the lowest values first
     * @throws IllegalArgumentException if there is not one map more than there are borders, or borders do not rise
     */
    public static ConformalRegressor of(ValueRegressor inner, double[] borders, List<LevelMap> maps) {
        requireNonNull(inner, "inner");
        if (maps.size() != borders.length + 1) {
            throw new IllegalArgumentException(
                    borders.length + " borders make one group more, got " + maps.size() + " maps");
        }
        for (int k = 0; k < borders.length; k++) {
            if (!(borders[k] > (k == 0 ? Double.NEGATIVE_INFINITY : borders[k - 1]))) {
                throw new IllegalArgumentException("borders must rise, were " + Arrays.toString(borders));
            }
        }
        return new ConformalRegressor(inner, borders.clone(), List.copyOf(maps), 0);
    }

    /**
     * The level of a row's true value among the positive values that a regressor predicts: what a {@link LevelMap} is
     * fitted to.
     *
     * @param predicted of the row, no point
     * @param value the true value, positive
     * @return in [0, 1]
     */
    public static double level(ValueDistribution predicted, double value) {
        return ConformalDistribution.level(predicted, value);
    }

    /** The regressor whose quantiles are moved. */
    @Override
    public ValueRegressor inner() {
        return inner;
    }

    /**
     * The same for a later time: every interval around the median of positive values is so much wider that it holds its
     * share although the true values of all customers have drifted, up or down. It is not written.
     *
     * @param logOdds by how much the log-odds of their levels may have drifted; zero or more, finite
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public ConformalRegressor drifted(double logOdds) {
        if (!(logOdds >= 0 && logOdds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a drift must be zero or more and finite, was " + logOdds);
        }
        return new ConformalRegressor(inner, borders, maps, logOdds);
    }

    /** How many groups of customers have quantiles of their own. */
    public int groups() {
        return maps.size();
    }

    @Override
    public ConformalRegressor withNetworks(NetworkEnsemble networks) {
        return new ConformalRegressor(inner.withNetworks(networks), borders, maps, drift);
    }

    @Override
    public List<ValueDistribution> predict(double[][] rows) {
        return inner.predict(rows).stream().map(this::moved).toList();
    }

    @Override
    public List<ValueDistribution> predict(FeatureMatrix rows) {
        return inner.predict(rows).stream().map(this::moved).toList();
    }

    private ValueDistribution moved(ValueDistribution distribution) {
        int place = Arrays.binarySearch(borders, distribution.mean());
        return new ConformalDistribution(distribution, maps.get(place >= 0 ? place + 1 : -place - 1), drift);
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
        out.put("borders", borders);
        List<Section> parts = out.begin("maps", maps.size());
        for (int group = 0; group < parts.size(); group++) {
            maps.get(group).write(parts.get(group));
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static ConformalRegressor read(Section in, FeatureSchema schema, Vocabulary vocabulary)
            throws ModelFormatException {
        ValueRegressor inner = in.read("regressor", part -> ValueRegressor.read(part, schema, vocabulary));
        List<LevelMap> maps = in.readAll("maps", LevelMap::read);
        double[] borders = in.numbers("borders", maps.size() - 1);
        try {
            return of(inner, borders, maps);
        } catch (IllegalArgumentException e) {
            throw in.wrong("borders", "must rise");
        }
    }

    @Override
    public String toString() {
        return "ConformalRegressor[" + inner + ", " + maps.size() + " groups]";
    }
}
