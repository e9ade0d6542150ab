package dev.clv.train;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.train.Precision;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The settings that decide the result of a training on given rows. Immutable; every method that takes a value returns a
 * changed copy. The others are those of {@link #defaults()}.
 *
 * @param network the shape and the regularisation of each network, and how many there are
 * @param loss what to minimise, which also says how outputs become a value
 * @param optimizer how gradients become steps
 * @param batchSize rows per training step, at least 1
 * @param epochs the most passes over the training rows, at least 1; 0 for {@link #epochs(int) as many as rows need}
 * @param patience stop after this many epochs without a better one, at least 1
 * @param precision the numbers to train with; a network or an optimiser that has no float form trains in double
 * @param seed where all randomness comes from
 */
public record TrainingSettings(
        NetworkSettings network,
        Loss loss,
        Optimizer optimizer,
        int batchSize,
        int epochs,
        int patience,
        Precision precision,
        long seed) {

    private static final TrainingSettings DEFAULTS = new TrainingSettings(
            NetworkSettings.defaults(), ZeroInflatedLognormal.of(), Adam.of(2e-3), 64, 0, 10, Precision.FLOAT, 42);

    /** With at least so many passes the networks see enough of any number of rows. */
    private static final int FEWEST_EPOCHS = 12;

    private static final int MOST_EPOCHS = 60;

    /** The rows of so many passes together teach what more of them do; chosen on held-out customers. */
    private static final int ROWS_OF_ALL_EPOCHS = 768_000;

    /**
     * Checks each value.
     *
     * @throws IllegalArgumentException if the batch size or the patience is less than 1, or the epochs less than 0
     */
    public TrainingSettings {
        requireNonNull(network, "network");
        requireNonNull(loss, "loss");
        requireNonNull(optimizer, "optimizer");
        requireNonNull(precision, "precision");
        requireAtLeastOne("batch size", batchSize);
        if (epochs != 0) {
            requireAtLeastOne("epochs", epochs);
        }
        requireAtLeastOne("patience", patience);
    }

    /**
     * The most passes over a number of training rows: those that were set; else as many as make 768,000 rows together,
     * at least 12 and at most 60. The learning rate falls over so many.
     *
     * @param rows at least 1
     */
    public int epochs(int rows) {
        return epochs > 0 ? epochs : Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, ROWS_OF_ALL_EPOCHS / rows));
    }

    /** Every setting by name, as texts for people; in a fixed order. */
    public Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("network", network.toString());
        words.put("loss", words(loss.describe()));
        words.put("optimizer", words(optimizer.describe()));
        words.put("batch size", String.valueOf(batchSize));
        words.put(
                "early stopping",
                "at most "
                        + (epochs > 0
                                ? epochs + " epochs"
                                : FEWEST_EPOCHS + " to " + MOST_EPOCHS + " epochs, by the number of rows")
                        + ", patience " + patience);
        words.put("precision", precision.name().toLowerCase(Locale.ROOT));
        words.put("seed", String.valueOf(seed));
        return words;
    }

    private static String words(Description part) {
        String numbers = part.numbers().isEmpty() ? "" : " " + part.numbers();
        return part.word()
                + numbers
                + part.parts().stream().map(inner -> " [" + words(inner) + "]").collect(joining());
    }

    /**
     * {@link NetworkSettings#defaults()}, {@link ZeroInflatedLognormal}, Adam at 0.002, 64 rows a step, at most 60
     * epochs, fewer for many rows, patience 10, float, seed 42.
     */
    public static TrainingSettings defaults() {
        return DEFAULTS;
    }

    /** With another network: {@code network(n -> n.hidden(64, 32))}. */
    public TrainingSettings network(UnaryOperator<NetworkSettings> change) {
        return new TrainingSettings(
                change.apply(network), loss, optimizer, batchSize, epochs, patience, precision, seed);
    }

    /** With another loss. */
    public TrainingSettings loss(Loss other) {
        return new TrainingSettings(network, other, optimizer, batchSize, epochs, patience, precision, seed);
    }

    /** With another optimizer. */
    public TrainingSettings optimizer(Optimizer other) {
        return new TrainingSettings(network, loss, other, batchSize, epochs, patience, precision, seed);
    }

    /** With other rows per step. */
    public TrainingSettings batchSize(int rows) {
        return new TrainingSettings(network, loss, optimizer, rows, epochs, patience, precision, seed);
    }

    /**
     * With another end.
     *
     * @param mostEpochs at least 1
     */
    public TrainingSettings earlyStopping(int mostEpochs, int otherPatience) {
        requireAtLeastOne("epochs", mostEpochs);
        return new TrainingSettings(network, loss, optimizer, batchSize, mostEpochs, otherPatience, precision, seed);
    }

    /** With another patience. */
    public TrainingSettings patience(int other) {
        return new TrainingSettings(network, loss, optimizer, batchSize, epochs, other, precision, seed);
    }

    /** With other numbers to train with. */
    public TrainingSettings precision(Precision other) {
        return new TrainingSettings(network, loss, optimizer, batchSize, epochs, patience, other, seed);
    }

    /** With another seed. */
    public TrainingSettings seed(long other) {
        return new TrainingSettings(network, loss, optimizer, batchSize, epochs, patience, precision, other);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
