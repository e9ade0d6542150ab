package dev.clv.benchmarks.sequence;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Sgd;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * The CPU time of one training step of a recurrent layer on one thread, forward, backward and update: {@code java
 * --add-modules jdk.incubator.vector -cp benchmarks.jar dev.clv.benchmarks.sequence.SequenceSpeed}. Prints the median
 * of the last half of the steps.
 */
public final class SequenceSpeed {

    private static final int BATCH = 256;
    private static final int STEPS = 50;
    private static final int FEATURES = 16;
    private static final int HIDDEN = 64;

    private SequenceSpeed() {}

    /**
     * Prints a line for each layer, lengths and precision.
     *
     * @param args the number of steps, 400 unless given
     */
    public static void main(String[] args) {
        int count = args.length == 0 ? 400 : Integer.parseInt(args[0]);
        for (String cell : new String[] {"gru", "lstm"}) {
            for (boolean full : new boolean[] {true, false}) {
                print(cell, full, "double", count / 4, Precision.DOUBLE, FloatKernels.plain());
                print(cell, full, "float, plain", count / 2, Precision.FLOAT, FloatKernels.plain());
                FloatKernels.vector()
                        .ifPresent(
                                vector -> print(cell, full, "float, " + vector.name(), count, Precision.FLOAT, vector));
            }
        }
    }

    private static void print(
            String cell, boolean full, String what, int count, Precision precision, FloatKernels kernels) {
        SequenceShape shape = new SequenceShape(1, STEPS, FEATURES);
        NetworkSpec.Builder builder = NetworkSpec.builder(shape);
        NetworkSpec spec = (cell.equals("gru") ? builder.gru(HIDDEN) : builder.lstm(HIDDEN)).build(SquaredError.of());
        double[] millis = new double[count];
        long[] last = {0};
        Trainer.builder(spec)
                .precision(precision)
                .kernels(kernels)
                .optimizer(Sgd.of(1e-3))
                .batchSize(BATCH)
                .epochs(count)
                .listener(epoch -> {
                    long now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    millis[epoch.number() - 1] = (now - last[0]) / 1e6;
                    last[0] = now;
                    return true;
                })
                .build()
                .train(rows(shape, full));
        double[] warm = Arrays.copyOfRange(millis, count / 2, count);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "%s, tokens %s, %s: %.1f ms%n",
                cell,
                full ? "all of " + STEPS : "12 on average",
                what,
                warm[warm.length / 2]);
    }

    /** All of the tokens, or as many as an exponential distribution of mean 12 tells. */
    private static TrainingData rows(SequenceShape shape, boolean full) {
        Random random = new Random(1);
        double[][] labels = new double[BATCH][1];
        for (double[] label : labels) {
            label[0] = random.nextGaussian();
        }
        return TrainingData.sequences(
                BATCH,
                shape,
                (i, row) -> {
                    int length = (int) Math.min(STEPS, 1 - 11 * Math.log(1 - random.nextDouble()));
                    row[shape.lengthColumn()] = full ? STEPS : length;
                    for (int at = shape.column(0, 0); at < shape.width(); at++) {
                        row[at] = random.nextGaussian();
                    }
                },
                labels);
    }
}
