package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Sgd;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleStepsTest {

    private static final double RATE = 0.01;

    private static TrainingData rows(int n, int columns) {
        SplitMix random = new SplitMix(n);
        double[][] x = new double[n][columns];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            Arrays.setAll(x[i], j -> random.nextSymmetric(1));
            y[i] = x[i][0] * x[i][1];
        }
        return TrainingData.of(x, y);
    }

    private static DoubleSteps steps(NetworkSpec spec, TrainingData data, int batch, double[] start) {
        Trainer trainer =
                Trainer.builder(spec).optimizer(Sgd.of(RATE)).batchSize(batch).build();
        return new DoubleSteps(
                trainer, data, null, IntStream.range(0, data.size()).toArray(), start, null);
    }

    /** The gradients of 64 rows each, every one by itself, added one after the other. */
    private static double[] naiveGradient(NetworkSpec spec, TrainingData data, double[] parameters, long noise) {
        int chunk = DoubleSteps.CHUNK;
        Loss loss = spec.loss();
        NamedMatrices weights = spec.matrices(parameters);
        double[] sum = new double[parameters.length];
        for (int c = 0; c * chunk < data.size(); c++) {
            int rows = Math.min(chunk, data.size() - c * chunk);
            Pass pass = Pass.of(spec, rows);
            DMatrixRMaj y = new DMatrixRMaj(rows, 1);
            for (int b = 0; b < rows; b++) {
                data.copyRow(c * chunk + b, b, pass.x(), y, pass.offsets());
            }
            DMatrixRMaj z = pass.forwardTraining(weights, SplitMix.mix(noise, c));
            loss.gradient(z, y, new DMatrixRMaj(rows, 1), pass.dz(), loss.memory(rows));
            CommonOps_DDRM.scale(1 / (double) data.size(), pass.dz());
            NamedMatrices gradients = spec.zeros();
            pass.backward(weights, gradients, false);
            double[] own = gradients.toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] = c == 0 ? own[i] : sum[i] + own[i];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 1023, 1024, 1025, 2048, 5000})
    @DisplayName(
            "a batch of any size moves the weights by its chunks' gradients added in order, to the bit, for any number of threads")
    void wavesChangeNoBit(int batch) throws Exception {
        NetworkSpec spec = NetworkSpec.builder(5)
                .dense(70)
                .relu()
                .dropout(0.2)
                .dense(61)
                .tanh()
                .build(SquaredError.of());
        TrainingData data = rows(batch, 5);
        double[] start = spec.initialParameters(3);
        double[] gradient = naiveGradient(spec, data, start, 17);
        double[] expected = start.clone();
        for (int i = 0; i < expected.length; i++) {
            expected[i] -= RATE * gradient[i];
        }
        for (int threads = 1; threads <= 3; threads++) {
            DoubleSteps steps = steps(spec, data, batch, start);
            try (WorkerPool pool = new WorkerPool(threads, null)) {
                steps.step(pool, 0, batch, 17, 1, RATE);
            }
            assertThat(steps.weights()).as("%s threads", threads).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("a fault in an early wave is named with its layer, not with what later waves left behind")
    void anEarlyFaultIsNamedWithItsLayer() {
        NetworkSpec spec = NetworkSpec.builder(1).dense(1).dense(1).build(SquaredError.of());
        double[] parameters = {1, 0, 1e10, 0, 1, 0}; // weight and bias of each layer
        double[][] x = new double[3 * DoubleSteps.WAVE * DoubleSteps.CHUNK][1];
        x[7][0] = 1e300;
        DoubleSteps steps = steps(spec, TrainingData.of(x, new double[x.length]), x.length, parameters);
        try (WorkerPool pool = new WorkerPool(1, null)) {
            NotFiniteException thrown =
                    catchThrowableOfType(NotFiniteException.class, () -> steps.step(pool, 0, x.length, 0, 1, RATE));
            assertThat(thrown.layer()).isEqualTo("dense2");
        }
    }

    @Test
    @DisplayName("the memory of a training does not grow with its batch")
    void memoryIsBounded() {
        NetworkSpec spec =
                NetworkSpec.builder(8).dense(100).relu().dense(100).relu().build(SquaredError.of());
        TrainingData data = rows(16_384, 8);
        double[] start = spec.initialParameters(1);
        int wave = DoubleSteps.WAVE * DoubleSteps.CHUNK;
        steps(spec, data, wave, start); // what the first one loads is no part of it
        long small = allocatedBy(() -> steps(spec, data, wave, start));
        long large = allocatedBy(() -> steps(spec, data, 16 * wave, start));
        long half = allocatedBy(() -> steps(spec, data, wave / 2, start));
        assertThat(small - half).isGreaterThan(8L * DoubleSteps.WAVE / 2 * start.length);
        assertThat(large - small).isLessThan(8L * start.length);
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
