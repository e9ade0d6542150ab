package dev.clv.tune;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.AbsoluteError;
import dev.clv.nn.loss.Gamma;
import dev.clv.nn.loss.Huber;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adam;
import dev.clv.train.Activation;
import dev.clv.train.NetworkSettings;
import dev.clv.train.TrainingSettings;
import dev.clv.tune.Dimension.Choice;
import dev.clv.tune.Dimension.Range;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a search can turn: the name of a setting, how to read it and how to change it. */
enum Knob {
    UNITS(
            "units",
            new Range(8, 128, true, true),
            s -> first(s.network()),
            (s, v) -> s.network(n -> hidden(n, whole(v), n.widths().length))),
    LAYERS(
            "layers",
            new Range(1, 2, false, true),
            s -> (long) s.network().widths().length,
            (s, v) -> s.network(n -> hidden(n, Math.toIntExact(first(n)), whole(v)))),
    DROPOUT(
            "dropout",
            new Range(0, 0.5, false, false),
            s -> s.network().dropoutRate(),
            (s, v) -> s.network(n -> n.dropout(number(v)))),
    ACTIVATION(
            "activation",
            new Choice(Stream.of(Activation.values()).map(Activation::word).toArray()),
            s -> s.network().activation().word(),
            (s, v) -> s.network(n -> n.activation(Activation.of(String.valueOf(v))))),
    L2("l2", new Range(1e-6, 1e-2, true, false), s -> s.network().l2(), (s, v) -> s.network(n -> n.l2(number(v)))),
    MEMBERS(
            "members",
            new Range(3, 10, true, true),
            s -> (long) s.network().members(),
            (s, v) -> s.network(n -> n.members(whole(v)))),
    LEARNING_RATE(
            "learningRate",
            new Range(5e-4, 1e-2, true, false),
            s -> s.optimizer() instanceof Adam adam ? adam.learningRate() : null,
            (s, v) -> s.optimizer(adam(s, number(v)))),
    BATCH_SIZE("batchSize", new Range(32, 256, true, true), s -> (long) s.batchSize(), (s, v) -> s.batchSize(whole(v))),
    EPOCHS(
            "epochs",
            new Range(20, 200, true, true),
            s -> (long) s.epochs(1),
            (s, v) -> s.earlyStopping(whole(v), s.patience())),
    PATIENCE("patience", new Range(5, 40, true, true), s -> (long) s.patience(), (s, v) -> s.patience(whole(v))),
    LOSS(
            "loss",
            new Choice(losses().keySet().toArray()),
            s -> s.loss().describe().word(),
            (s, v) -> s.loss(loss(v))),
    PURCHASE_MODEL(
            "purchaseModel",
            new Choice(true, false),
            s -> null,
            (s, v) -> checked(s, v instanceof Boolean, "true or false", v)),
    ORIGINS(
            "origins",
            new Range(1, 6, false, true),
            s -> null,
            (s, v) -> checked(s, v instanceof Long count && count >= 1, "a whole number from 1", v)),
    STEP(
            "step",
            new Choice(15L, 30L, 60L),
            s -> null,
            (s, v) -> checked(s, v instanceof Long days && days >= 1, "a whole number of days from 1", v));

    private static final int UNITS_OF_NO_LAYER = 32;

    private final String label;
    private final Dimension standard;
    private final Function<TrainingSettings, @Nullable Object> read;
    private final BiFunction<TrainingSettings, Object, TrainingSettings> change;

    Knob(
            String label,
            Dimension standard,
            Function<TrainingSettings, @Nullable Object> read,
            BiFunction<TrainingSettings, Object, TrainingSettings> change) {
        this.label = label;
        this.standard = standard;
        this.read = read;
        this.change = change;
    }

    static Knob of(String label) {
        return Stream.of(values())
                .filter(knob -> knob.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no knob '" + label + "'; known are "
                        + Stream.of(values()).map(Knob::label).toList()));
    }

    String label() {
        return label;
    }

    /** The values that a search takes unless told otherwise. */
    Dimension standard() {
        return standard;
    }

    /** The numbers in a range, on the knob's own scale. */
    Range range(double low, double high) {
        if (!(standard instanceof Range range)) {
            throw new IllegalArgumentException("'" + label + "' takes one of some values, such as "
                    + standard.extremes() + "; name them as a choice");
        }
        if (range.whole() && !(low == Math.rint(low) && high == Math.rint(high))) {
            throw new IllegalArgumentException("'" + label + "' takes whole numbers, was from " + low + " to " + high);
        }
        return new Range(low, high, range.log(), range.whole());
    }

    /** Whether a training on a plain table has it, too. */
    boolean ofTables() {
        return compareTo(PURCHASE_MODEL) < 0;
    }

    /** Refuses a value that the setting cannot take. */
    void check(Object value) {
        try {
            TrainingSettings unused = change.apply(TrainingSettings.defaults(), value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + label + "' cannot be " + value + ": " + e.getMessage(), e);
        }
    }

    /** The settings with the values of some knobs; those of rows change none. */
    static TrainingSettings apply(TrainingSettings base, Map<String, Object> values) {
        TrainingSettings settings = base;
        for (Map.Entry<String, Object> value : values.entrySet()) {
            settings = of(value.getKey()).change.apply(settings, value.getValue());
        }
        return settings;
    }

    /** The value that settings have; null if they have none that can be searched. */
    @Nullable
    Object read(TrainingSettings settings) {
        return read.apply(settings);
    }

    /**
     * The part {@code training} of a configuration that sets some knobs.
     *
     * @param settings with these values
     */
    static Map<String, @Nullable Object> config(TrainingSettings settings, Map<String, Object> values) {
        Map<String, @Nullable Object> network = new LinkedHashMap<>();
        Map<String, @Nullable Object> stopping = new LinkedHashMap<>();
        Map<String, @Nullable Object> training = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            switch (of(name)) {
                case UNITS, LAYERS ->
                    network.put(
                            "hidden",
                            Arrays.stream(settings.network().widths()).boxed().toList());
                case DROPOUT, ACTIVATION, L2, MEMBERS -> network.put(name, value);
                case EPOCHS, PATIENCE -> {
                    stopping.put("epochs", settings.epochs() == 0 ? null : settings.epochs());
                    stopping.put("patience", settings.patience());
                }
                case LEARNING_RATE ->
                    training.put("optimizer", words(settings.optimizer().describe()));
                case LOSS -> training.put("loss", words(settings.loss().describe()));
                case BATCH_SIZE, PURCHASE_MODEL, ORIGINS -> training.put(name, value);
                case STEP -> training.put(name, value + "d");
            }
        });
        if (!network.isEmpty()) {
            training.put("network", network);
        }
        if (!stopping.isEmpty()) {
            training.put("earlyStopping", stopping);
        }
        return training;
    }

    private static Map<String, @Nullable Object> words(Description part) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("name", part.word());
        words.putAll(part.numbers());
        return words;
    }

    private static long first(NetworkSettings network) {
        int[] widths = network.widths();
        return widths.length == 0 ? UNITS_OF_NO_LAYER : widths[0];
    }

    private static NetworkSettings hidden(NetworkSettings network, int units, int layers) {
        if (layers < 0) {
            throw new IllegalArgumentException("there must be 0 layers or more, were " + layers);
        }
        int[] widths = new int[layers];
        Arrays.fill(widths, units);
        return network.hidden(widths);
    }

    private static Adam adam(TrainingSettings settings, double rate) {
        if (!(settings.optimizer() instanceof Adam adam)) {
            throw new IllegalArgumentException("only Adam's rate can be searched, the optimizer is '"
                    + settings.optimizer().describe().word() + "'; leave 'learningRate' out of the search");
        }
        return Adam.of(rate)
                .withBetas(adam.beta1(), adam.beta2())
                .withEpsilon(adam.epsilon())
                .withWeightDecay(adam.weightDecay());
    }

    private static Loss loss(Object name) {
        Loss loss = name instanceof String ? losses().get(name) : null;
        if (loss == null) {
            throw new IllegalArgumentException("a loss that is searched must be one of " + losses().keySet());
        }
        return loss;
    }

    private static Map<String, Loss> losses() {
        Map<String, Loss> losses = new LinkedHashMap<>();
        Stream.of(
                        ZeroInflatedLognormal.of(),
                        Tweedie.of(1.5),
                        Gamma.of(),
                        Poisson.of(),
                        SquaredError.of(),
                        AbsoluteError.of(),
                        Huber.of(1))
                .forEach(loss -> losses.put(loss.describe().word(), loss));
        return losses;
    }

    private static int whole(Object value) {
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw new IllegalArgumentException("it must be a whole number");
    }

    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("it must be a number");
    }

    private static TrainingSettings checked(TrainingSettings settings, boolean valid, String rule, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("it must be " + rule + ", was " + value);
        }
        return settings;
    }
}
