package dev.clv.value;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.UnknownWordException;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several networks over the same prepared inputs, whose predictions are averaged, and a calibration of their level.
 * Immutable and thread-safe.
 *
 * <p>A value is {@code scale * calibration * (mean of the networks' means)}, and at least 0, as labels are.
 *
 * <p>F = raw features, I = inputs of a network, n = rows.
 */
public final class NetworkEnsemble implements ValueRegressor {

    private static final String KIND = "network-ensemble";

    private final Preparation preparation;
    private final List<Network> networks;
    private final double scale;
    private final double calibration;

    private NetworkEnsemble(Preparation preparation, List<Network> networks, double scale, double calibration) {
        this.preparation = preparation;
        this.networks = networks;
        this.scale = scale;
        this.calibration = calibration;
    }

    /**
     * An ensemble of trained networks.
     *
     * @param preparation from raw features to the networks' inputs
     * @param networks at least one; all take the inputs that the preparation makes and have the same loss
     * @param scale currency per unit of the networks' labels; positive and finite
     * @param calibration factor on every value, from rows that the networks had not seen; positive and finite
     * @throws IllegalArgumentException if there is no network, one takes other inputs, or a factor is not positive and
     *     finite
     */
    public static NetworkEnsemble of(
            Preparation preparation, List<Network> networks, double scale, double calibration) {
        requireNonNull(preparation, "preparation");
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least 1 network, has none");
        }
        for (Network network : networks) {
            if (network.spec().inputs() != preparation.width()) {
                throw new IllegalArgumentException(
                        "a network takes " + network.spec().inputs()
                                + " inputs, the preparation makes " + preparation.width()
                                + "; take the preparation that the network was trained with");
            }
        }
        requirePositive("scale", scale);
        requirePositive("calibration", calibration);
        return new NetworkEnsemble(preparation, List.copyOf(networks), scale, calibration);
    }

    @Override
    public FeatureSchema schema() {
        return preparation.schema();
    }

    /** From raw features to the networks' inputs. */
    public Preparation preparation() {
        return preparation;
    }

    /** The networks, in order; unmodifiable. */
    public List<Network> networks() {
        return networks;
    }

    /** Currency per unit of the networks' labels. */
    public double scale() {
        return scale;
    }

    /** The factor on every value. */
    public double calibration() {
        return calibration;
    }

    @Override
    public double[] values(double[][] rows) {
        return valuesOfInputs(preparation.transform(rows));
    }

    /**
     * The mean value of rows that are prepared already.
     *
     * @param inputs (n, I); not modified
     */
    public double[] valuesOfInputs(double[][] inputs) {
        double[] values = new double[inputs.length];
        for (Network network : networks) {
            double[] means = network.predict(inputs).means();
            for (int i = 0; i < values.length; i++) {
                values[i] += means[i];
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = currency(values[i]);
        }
        return values;
    }

    @Override
    public List<ValueDistribution> predict(FeatureMatrix rows) {
        return predictInputs(preparation.transform(rows));
    }

    @Override
    public List<ValueDistribution> predict(double[][] rows) {
        return predictInputs(preparation.transform(rows));
    }

    private List<ValueDistribution> predictInputs(double[][] inputs) {
        List<Predictions> byNetwork =
                networks.stream().map(network -> network.predict(inputs)).toList();
        List<ValueDistribution> distributions = new ArrayList<>(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            double sum = 0;
            List<Predictions> row = new ArrayList<>(networks.size());
            for (Predictions predictions : byNetwork) {
                sum += predictions.mean(i);
                row.add(predictions.row(i));
            }
            distributions.add(new EnsembleDistribution(currency(sum), row, scale * calibration));
        }
        return distributions;
    }

    @Override
    public void write(Section out) {
        out.put("kind", KIND);
        out.put("preparation", preparation.fittedState());
        out.put("scale", scale);
        out.put("calibration", calibration);
        out.put("network", networks.get(0).spec().describe());
        List<Section> members = out.begin("members", networks.size());
        for (int k = 0; k < networks.size(); k++) {
            members.get(k).put("parameters", networks.get(k).parameterArray());
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param schema the raw features
     * @param vocabulary the words that the networks may use
     * @throws ModelFormatException if the section holds something else
     * @throws UnknownPartException if the vocabulary lacks a word of the networks
     */
    public static NetworkEnsemble read(Section in, FeatureSchema schema, Vocabulary vocabulary)
            throws ModelFormatException {
        if (!in.word("kind").equals(KIND)) {
            throw in.wrong("kind", "must be '" + KIND + "', was '" + in.word("kind") + "'");
        }
        Preparation preparation = Preparation.restore(schema, in.fittedState("preparation"));
        NetworkSpec spec = spec(in.description("network"), vocabulary);
        return of(
                preparation,
                in.readAll("members", member -> Network.of(spec, member.numbers("parameters"))),
                in.number("scale"),
                in.number("calibration"));
    }

    private static NetworkSpec spec(Description description, Vocabulary vocabulary) {
        try {
            return vocabulary.network(description);
        } catch (UnknownWordException e) {
            throw new UnknownPartException(e);
        }
    }

    /** From the sum of the networks' means to currency. */
    double currency(double sumOfMeans) {
        return Math.max(0, scale * calibration * sumOfMeans / networks.size());
    }

    /** An {@link dev.clv.explain.AdditivePredictor} if every network can be cut behind its first layer. */
    @Override
    public PredictFunction function() {
        return EnsembleFunction.of(this);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Left out are features that never varied in training and features that are the same for all customers of a
     * cutoff, see {@link Preparation#outOfRange}.
     */
    @Override
    public List<String> outOfRange(double[] row) {
        return preparation.outOfRange(row);
    }

    @Override
    public List<String> unknownCategories(double[] row) {
        return preparation.unknownCategories(row);
    }

    @Override
    public String toString() {
        return "NetworkEnsemble[" + networks.size() + " networks, " + preparation + "]";
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive and finite, was " + value);
        }
    }
}
