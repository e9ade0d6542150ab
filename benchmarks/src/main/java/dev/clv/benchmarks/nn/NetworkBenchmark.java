package dev.clv.benchmarks.nn;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.Predictions;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per row of training (all epochs and the start included), of one prediction, and of a batch of predictions. */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NetworkBenchmark {

    private static final int ROWS = 20_480;
    private static final int EPOCHS = 5;
    private static final int BATCH = 4096;

    /** Hidden widths of the nets S (20 inputs) and M (64 inputs). */
    @Param({"S", "M"})
    public String net;

    @Param({"squared_error", "zero_inflated_lognormal"})
    public String loss;

    private Trainer trainer;
    private TrainingData data;
    private Network network;
    private Pass pass;
    private double[] row;
    private DMatrixRMaj batch;

    /** Random rows whose label is zero in one of three. */
    @Setup
    public void prepare() {
        int inputs = net.equals("S") ? 20 : 64;
        int first = net.equals("S") ? 64 : 128;
        int second = net.equals("S") ? 32 : 64;
        Loss kind = loss.equals("squared_error") ? SquaredError.of() : ZeroInflatedLognormal.of();
        NetworkSpec spec = NetworkSpec.builder(inputs)
                .dense(first)
                .relu()
                .dense(second)
                .relu()
                .build(kind);
        SplitMix random = new SplitMix(1);
        DMatrixRMaj x = new DMatrixRMaj(ROWS, inputs);
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < inputs; j++) {
                x.set(i, j, random.nextSymmetric(1));
            }
            y[i] = i % 3 == 0 ? 0 : 1 + x.get(i, 0) * x.get(i, 1);
        }
        data = TrainingData.of(x, y);
        trainer = Trainer.builder(spec).epochs(EPOCHS).build();
        network = Network.of(spec, spec.initialParameters(1));
        pass = network.newPass(1);
        row = new double[inputs];
        batch = new DMatrixRMaj(BATCH, inputs);
        System.arraycopy(x.data, 0, batch.data, 0, BATCH * inputs);
    }

    /** One row through forward, backward and its share of a step. */
    @Benchmark
    @OperationsPerInvocation(ROWS * EPOCHS)
    public TrainingResult train() {
        return trainer.train(data);
    }

    /** One row, without allocation. */
    @Benchmark
    public double predictOne() {
        return network.mean(row, pass);
    }

    /** One row of a batch of 4,096. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Predictions predictBatch() {
        return network.predict(batch);
    }
}
