package dev.clv.train;

import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How much memory training takes, by the number of its rows; measured on simulated shops. Refuses what does not fit, as
 * a heap that is nearly full would be collected for half an hour before it overflows.
 */
final class TrainingMemory {

    /** Of a row beside its numbers: customer and origin, label, past purchases. */
    private static final long ROW = 150;

    /**
     * Of a row while networks learn and after that: labels and weights in all parts, what is expected, what was held
     * out.
     */
    private static final long LEARNED_ROW = 250;

    /** Networks have some more inputs than there are features. */
    private static final double INPUTS_OF_FEATURE = 1.5;

    /** What a collector cannot use. */
    private static final double MARGIN = 1.1;

    private final long most;
    private final LongSupplier used;
    private final BooleanSupplier collect;

    /**
     * The memory of a Java process.
     *
     * @param most how many bytes Java may use
     * @param used how many are in use, garbage included
     * @param collect collects garbage; false if that is switched off
     */
    TrainingMemory(long most, LongSupplier used, BooleanSupplier collect) {
        this.most = most;
        this.used = used;
        this.collect = collect;
    }

    static TrainingMemory ofJava() {
        Runtime java = Runtime.getRuntime();
        LongSupplier used = () -> java.totalMemory() - java.freeMemory();
        return new TrainingMemory(java.maxMemory(), used, TrainingMemory::collectGarbage);
    }

    /** Services often run with {@code -XX:+DisableExplicitGC}: then what nobody holds is still there. */
    private static boolean collectGarbage() {
        WeakReference<Object> unheld = new WeakReference<>(new Object());
        System.gc();
        return unheld.get() == null;
    }

    /**
     * Refuses features that do not fit beside what is in memory.
     *
     * @throws NotEnoughMemoryException if they do not
     */
    void requireForFeatures(long rows, int features) {
        long later = (long) (rows * (Float.BYTES * INPUTS_OF_FEATURE * features + LEARNED_ROW));
        require("extracting and learning from", rows, features, rows * ((long) Double.BYTES * features + ROW), later);
    }

    /**
     * Refuses the training of networks that does not fit beside the features, which are in memory.
     *
     * @throws NotEnoughMemoryException if it does not
     */
    void requireForNetworks(long rows, int features, int inputs) {
        require("learning from", rows, features, rows * ((long) Float.BYTES * inputs + LEARNED_ROW), 0);
    }

    private void require(String what, long rows, int features, long now, long later) {
        if (fits(now)) {
            return;
        }
        // Much of what is in use may be garbage. Where that cannot be told, only what never fits is refused.
        boolean known = collect.getAsBoolean();
        if (known ? !fits(now) : MARGIN * now > most) {
            throw new NotEnoughMemoryException(
                    String.format(Locale.ROOT, "%s %,d rows of %d features", what, rows, features),
                    (long) (MARGIN * (used.getAsLong() + now + later)),
                    most);
        }
    }

    private boolean fits(long more) {
        return MARGIN * more <= most - used.getAsLong();
    }
}
