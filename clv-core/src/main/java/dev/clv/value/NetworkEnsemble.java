package dev.clv.value;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.FarValue;
import dev.clv.features.prepare.Growth;
import dev.clv.features.prepare.Preparation;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.UnknownWordException;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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
    private final double[] calibrations; // of each target
    private final Targets targets;

    private NetworkEnsemble(
            Preparation preparation, List<Network> networks, double scale, Targets targets, double[] calibrations) {
        this.preparation = preparation;
        this.networks = networks;
        this.scale = scale;
        this.targets = targets;
        this.calibrations = calibrations;
    }

    /**
     * An ensemble of trained networks that learned the value alone.
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
        return of(preparation, networks, scale, Targets.value(), calibration);
    }

    /**
     * An ensemble of trained networks that learned these targets.
     *
     * @param scale of the value; other targets have their own unit
     * @param calibrations a factor on the expectation of each target, in their order; positive and finite. That of a
     *     value over a horizon of its own turns units of the networks' labels into currency too
     * @throws IllegalArgumentException as {@link #of(Preparation, List, double, double)}, as {@link #requireTargets},
     *     or if the factors are not one per target
     */
    public static NetworkEnsemble of(
            Preparation preparation, List<Network> networks, double scale, Targets targets, double... calibrations) {
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
            requireTargets(network.spec().loss(), targets);
        }
        requirePositive("scale", scale);
        if (calibrations.length != targets.size()) {
            throw new IllegalArgumentException(
                    "the targets " + targets + " need one calibration each, got " + calibrations.length);
        }
        for (double calibration : calibrations) {
            requirePositive("calibration", calibration);
        }
        return new NetworkEnsemble(preparation, List.copyOf(networks), scale, targets, calibrations.clone());
    }

    /**
     * Refuses a loss that does not learn these targets: it must take as many labels per row, and if there are several,
     * it must be {@link Heads} with one head of one label for each.
     *
     * @throws IllegalArgumentException if it is refused; names the loss and the targets
     */
    public static void requireTargets(Loss loss, Targets targets) {
        String name = loss.describe().word();
        if (loss.labels() != targets.size()) {
            throw new IllegalArgumentException("the loss '" + name + "' needs " + loss.labels()
                    + (loss.labels() == 1 ? " label" : " labels") + " per row, but the targets are " + targets
                    + "; set others by targets(...), which the model of an event log has, or take another loss");
        }
        if (targets.size() > 1
                && !(loss instanceof Heads heads
                        && heads.heads().stream().allMatch(head -> head.loss().labels() == 1))) {
            throw new IllegalArgumentException("the loss '" + name + "' has no head of its own for each of the targets "
                    + targets + "; take Heads with one loss of 1 label per target");
        }
    }

    /**
     * The networks that a regressor of this package is made of, without what was put on top of them.
     *
     * @param regressor that training made or {@link ValueRegressor#read} read
     */
    public static NetworkEnsemble beneath(ValueRegressor regressor) {
        ValueRegressor inner = regressor;
        while (inner instanceof LayeredRegressor layer) {
            inner = layer.inner();
        }
        return (NetworkEnsemble) inner;
    }

    @Override
    public ValueRegressor withNetworks(NetworkEnsemble networks) {
        return networks;
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

    /** The same with other networks of the same kind. */
    public NetworkEnsemble withNetworks(List<Network> others) {
        return of(preparation, others, scale, targets, calibrations);
    }

    /** Currency per unit of the networks' labels. */
    public double scale() {
        return scale;
    }

    /** The factor on every value. */
    public double calibration() {
        return calibrations[0];
    }

    /** What the networks learned; the value first. */
    public Targets targets() {
        return targets;
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
            distributions.add(
                    new EnsembleDistribution(currency(sum), row, scale * calibrations[0], targets, calibrations));
        }
        return distributions;
    }

    @Override
    public void write(Section out) {
        out.put("kind", KIND);
        out.put("preparation", preparation.fittedState());
        out.put("scale", scale);
        out.put("calibration", calibrations[0]);
        if (targets.size() > 1) {
            out.put("targets", targets.names());
            out.put("other_calibrations", Arrays.copyOfRange(calibrations, 1, calibrations.length));
        }
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
        List<Network> networks = in.readAll("members", member -> Network.of(spec, member.numbers("parameters")));
        double scale = in.number("scale");
        double calibration = in.number("calibration");
        if (!in.has("targets")) {
            return of(preparation, networks, scale, calibration);
        }
        Targets targets = new Targets(in.words("targets", Target::of));
        double[] others = in.numbers("other_calibrations", targets.size() - 1);
        double[] calibrations = DoubleStream.concat(DoubleStream.of(calibration), Arrays.stream(others))
                .toArray();
        return of(preparation, networks, scale, targets, calibrations);
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
        return Math.max(0, scale * calibrations[0] * sumOfMeans / networks.size());
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
    public List<String> outOfRange(double[] row, Growth growth) {
        return preparation.outOfRange(row, growth);
    }

    @Override
    public List<FarValue> far(double[] row, Growth growth) {
        return preparation.far(row, growth);
    }

    @Override
    public double limit(int feature, double value) {
        return preparation.limit(feature, value);
    }

    @Override
    public List<String> missing(double[] row) {
        return preparation.missing(row);
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
