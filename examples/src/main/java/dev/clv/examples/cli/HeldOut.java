package dev.clv.examples.cli;

import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.evaluate.Evaluation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How a model does on customers it was not trained on: on one share that is held out, or on each of some folds. Rows of
 * one id stay together; the parts follow from the ids and the seed, whatever the order of the rows.
 */
final class HeldOut {

    private static final int PARTS = 10_000;

    private final List<String> ids;
    private final long seed;

    /** Of rows with these ids, or of the customers of a log. */
    HeldOut(List<String> ids, long seed) {
        this.ids = ids;
        this.seed = seed;
    }

    /**
     * Scores on a share that is held out.
     *
     * @param trained trains on some rows and evaluates on others
     */
    Evaluation share(double share, Trial trained) {
        int limit = (int) Math.round(share * PARTS);
        return trial(row -> part(row) < limit, trained);
    }

    /** The scores over folds, each of which is held out once. */
    CrossValidationReport folds(int count, CrossValidation.Fold trained) {
        return CrossValidation.of(count).seed(seed).run(ids, trained);
    }

    /** Trains on some rows and evaluates on others; both are places in the list of ids, ascending. */
    @FunctionalInterface
    interface Trial {
        Evaluation run(int[] training, int[] test);
    }

    private Evaluation trial(IntPredicate heldOut, Trial trained) {
        int[] test = IntStream.range(0, ids.size()).filter(heldOut).toArray();
        int[] training = IntStream.range(0, ids.size()).filter(heldOut.negate()).toArray();
        if (test.length == 0 || training.length == 0) {
            throw new UsageException("there are " + ids.size() + " rows or customers, of which " + test.length
                    + " would be held out; hold out another share");
        }
        return trained.run(training, test);
    }

    /** By a hash of the id and the seed, in [0, 10,000). */
    private int part(int row) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5")
                    .digest((seed + ":" + ids.get(row)).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getInt() >>> 1) % PARTS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
