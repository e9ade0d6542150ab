package dev.clv.nn.train;

import dev.clv.nn.describe.Description;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that training needs to continue after an epoch as if it had never stopped: the weights, the state of the
 * optimiser, the epochs so far, and the settings, precision and kernels they belong to. Floats are kept exactly. Random
 * numbers follow from seed and epoch, so they need no state. Plain data, without rows or class names. Immutable and
 * thread-safe.
 */
public final class Checkpoint {

    private final Description settings;
    private final Precision precision;
    private final String kernels; // empty if the bits depend on none
    private final long seed;
    private final long rows; // a fingerprint of them
    private final double startLoss;
    private final List<Epoch> epochs;
    private final double[] weights;
    private final double[] best;
    private final double[] lastGood;
    private final double[] state;

    Checkpoint(
            Description settings,
            Precision precision,
            String kernels,
            long seed,
            long rows,
            double startLoss,
            List<Epoch> epochs,
            double[] weights,
            double[] best,
            double[] lastGood,
            double[] state) {
        this.settings = settings;
        this.precision = precision;
        this.kernels = kernels;
        this.seed = seed;
        this.rows = rows;
        this.startLoss = startLoss;
        this.epochs = List.copyOf(epochs);
        this.weights = weights.clone();
        this.best = best.clone();
        this.lastGood = lastGood.clone();
        this.state = state.clone();
    }

    /**
     * Writes this checkpoint; the caller closes the stream.
     *
     * @throws IOException if it cannot be written
     */
    public void write(OutputStream out) throws IOException {
        out.write(CheckpointFormat.toBytes(this));
        out.flush();
    }

    /**
     * The checkpoint that {@link #write} wrote, read to the end of the stream; the caller closes it.
     *
     * @throws IOException if it cannot be read, is no checkpoint, is damaged or of a later version
     */
    public static Checkpoint read(InputStream in) throws IOException {
        return CheckpointFormat.fromBytes(in.readAllBytes());
    }

    /** The epochs done so far, in order. */
    public List<Epoch> epochs() {
        return epochs;
    }

    /** The precision actually used: {@link Precision#DOUBLE} if the network or the optimiser has no float form. */
    public Precision precision() {
        return precision;
    }

    /**
     * The kernels that computed it, by the name of {@link dev.clv.nn.FloatKernels#name}; empty in double. Resumed with
     * others, training agrees with an uninterrupted run within rounding, not bit by bit.
     */
    public String kernels() {
        return kernels;
    }

    Description settings() {
        return settings;
    }

    long seed() {
        return seed;
    }

    long rows() {
        return rows;
    }

    double startLoss() {
        return startLoss;
    }

    double[] weights() {
        return weights;
    }

    double[] best() {
        return best;
    }

    double[] lastGood() {
        return lastGood;
    }

    double[] state() {
        return state;
    }

    /** Throws unless this checkpoint comes from the same settings and rows. */
    void requireSame(Description otherSettings, long otherSeed, long otherRows) {
        String difference = difference(settings, otherSettings);
        if (difference == null && seed != otherSeed) {
            difference = "seed " + seed + ", not " + otherSeed;
        }
        if (difference == null && rows != otherRows) {
            difference = "other rows, or the same in another order";
        }
        refuse(difference);
    }

    /** Throws unless this checkpoint was made in this precision. */
    void requireSame(Precision other) {
        refuse(precision == other ? null : "precision " + precision + ", not " + other);
    }

    private static void refuse(@Nullable String difference) {
        if (difference != null) {
            throw new IllegalArgumentException("the checkpoint was made with " + difference
                    + "; resume with the settings and rows it was made with, or train anew");
        }
    }

    private static @Nullable String difference(Description was, Description is) {
        if (!was.word().equals(is.word())) {
            return "'" + was.word() + "', not '" + is.word() + "'";
        }
        Set<String> names = new TreeSet<>(was.numbers().keySet());
        names.addAll(is.numbers().keySet());
        for (String name : names) {
            Double before = was.numbers().get(name);
            Double now = is.numbers().get(name);
            if (!Objects.equals(before, now)) {
                return name + " of " + was.word() + " " + orNone(before) + ", not " + orNone(now);
            }
        }
        if (was.parts().size() != is.parts().size()) {
            return was.word() + " " + words(was) + ", not " + words(is);
        }
        for (int p = 0; p < was.parts().size(); p++) {
            String difference = difference(was.parts().get(p), is.parts().get(p));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static List<String> words(Description whole) {
        return whole.parts().stream().map(Description::word).toList();
    }

    private static String orNone(@Nullable Double number) {
        return number == null ? "none" : number.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checkpoint that
                && Arrays.equals(CheckpointFormat.toBytes(this), CheckpointFormat.toBytes(that));
    }

    @Override
    public int hashCode() {
        return Objects.hash(seed, rows, epochs, Arrays.hashCode(weights));
    }

    @Override
    public String toString() {
        return "checkpoint after epoch " + epochs.size() + ", " + weights.length + " parameters";
    }
}
