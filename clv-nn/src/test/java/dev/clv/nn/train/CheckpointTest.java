package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adafactor;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.optimize.Sgd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {

    private static final NetworkSpec SPEC = NetworkSpec.builder(3)
            .dense(8)
            .relu()
            .dropout(0.2)
            .dense(5)
            .tanh()
            .skip(1, 0, 0.5)
            .build(SquaredError.of());
    private static final TrainingData DATA = rows(150, 1);
    private static final TrainingData VALIDATION = rows(70, 2);

    private static TrainingData rows(int n, long seed) {
        SplitMix random = new SplitMix(seed);
        double[][] x = new double[n][3];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            Arrays.setAll(x[i], j -> random.nextSymmetric(2));
            y[i] = x[i][0] - 2 * x[i][1] + random.nextSymmetric(0.5);
        }
        return TrainingData.of(x, y);
    }

    private static Trainer.Builder trainer(Optimizer optimizer) {
        return trainer(optimizer, Precision.DOUBLE);
    }

    private static Trainer.Builder trainer(Optimizer optimizer, Precision precision) {
        return settings(Trainer.builder(SPEC), optimizer).precision(precision).kernels(FloatKernels.best());
    }

    private static Trainer.Builder settings(Trainer.Builder builder, Optimizer optimizer) {
        return builder.optimizer(optimizer)
                .schedule(Schedule.onPlateau(0, 0.5).afterWarmUp(5))
                .batchSize(40)
                .epochs(12)
                .l1(1e-4)
                .l2(1e-3)
                .maxNorm(2)
                .clipNorm(3)
                .seed(5);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("resumed after any epoch, through bytes, training ends with the bits of an uninterrupted run")
    void resumingChangesNoBit(Precision precision) throws IOException {
        List<Optimizer> optimizers = List.of(
                Sgd.of(0.01),
                Sgd.of(0.01).withMomentum(0.9),
                Sgd.of(0.01).withMomentum(0.9).withNesterov(),
                Adam.of(0.03),
                Adam.of(0.03).withWeightDecay(0.01),
                Adafactor.of(0.3));
        for (Optimizer optimizer : optimizers) {
            for (TrainingData validation : new TrainingData[] {VALIDATION, null}) {
                List<Checkpoint> checkpoints = new ArrayList<>();
                Trainer trainer = trainer(optimizer, precision)
                        .checkpoints(checkpoints::add)
                        .build();
                TrainingResult whole = validation == null ? trainer.train(DATA) : trainer.train(DATA, validation);
                assertThat(checkpoints).hasSize(12);
                for (int at : new int[] {0, 4, 10, 11}) {
                    Checkpoint read = throughBytes(checkpoints.get(at));
                    assertThat(read).isEqualTo(checkpoints.get(at)).isNotEqualTo(checkpoints.get((at + 1) % 12));
                    Trainer anew = trainer(optimizer, precision).threads(2).build();
                    TrainingResult rest =
                            validation == null ? anew.resume(read, DATA) : anew.resume(read, DATA, validation);
                    assertThat(rest.network().parameterArray())
                            .as("%s %s", precision, optimizer.describe())
                            .isEqualTo(whole.network().parameterArray());
                    assertThat(rest.epochs()).isEqualTo(whole.epochs());
                    assertThat(rest.bestEpoch()).isEqualTo(whole.bestEpoch());
                    assertThat(rest.stopReason()).isEqualTo(whole.stopReason());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void earlyStoppingCountsOnAcrossACheckpoint(Precision precision) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        Trainer trainer = trainer(Adam.of(0.1), precision)
                .epochs(500)
                .earlyStopping(5)
                .checkpoints(checkpoints::add)
                .build();
        TrainingResult whole = trainer.train(DATA, VALIDATION);
        assertThat(whole.stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
        int last = checkpoints.size() - 1;
        for (int at : new int[] {last, last - 1, last - 5, last / 2}) {
            TrainingResult rest = trainer.resume(checkpoints.get(at), DATA, VALIDATION);
            assertThat(rest.epochs()).isEqualTo(whole.epochs());
            assertThat(rest.stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
            assertThat(rest.network().parameterArray())
                    .isEqualTo(whole.network().parameterArray());
        }
    }

    @Test
    void aCheckpointNamesItsPrecisionAndKernels() throws IOException {
        Checkpoint inDouble = throughBytes(checkpoint());
        assertThat(inDouble.precision()).isEqualTo(Precision.DOUBLE);
        assertThat(inDouble.kernels()).isEmpty();
        Checkpoint inFloat = throughBytes(checkpoint(Precision.FLOAT));
        assertThat(inFloat.precision()).isEqualTo(Precision.FLOAT);
        assertThat(inFloat.kernels()).isEqualTo(FloatKernels.best().name());
    }

    @Test
    @DisplayName("what trains in double for want of a float form makes checkpoints in double")
    void whatHasNoFloatFormMakesCheckpointsInDouble() {
        List<Checkpoint> checkpoints = new ArrayList<>();
        trainer(Adafactor.of(), Precision.FLOAT)
                .epochs(1)
                .checkpoints(checkpoints::add)
                .build()
                .train(DATA);
        Checkpoint checkpoint = checkpoints.get(0);
        assertThat(checkpoint.precision()).isEqualTo(Precision.DOUBLE);
        assertThat(trainer(Adafactor.of()).build().resume(checkpoint, DATA).epochs())
                .hasSize(12);
    }

    @Test
    void aCheckpointOfOtherKernelsIsResumed() {
        TrainingResult whole = trainer(Adam.of(0.01), Precision.FLOAT).build().train(DATA);
        Checkpoint own = checkpoint(Precision.FLOAT);
        Checkpoint foreign = new Checkpoint(
                own.settings(),
                own.precision(),
                "of another machine",
                own.seed(),
                own.rows(),
                own.startLoss(),
                own.epochs(),
                own.weights(),
                own.best(),
                own.lastGood(),
                own.state());
        TrainingResult rest = trainer(Adam.of(0.01), Precision.FLOAT).build().resume(foreign, DATA);
        // Only its name is another machine's.
        assertThat(rest.network().parameterArray()).isEqualTo(whole.network().parameterArray());
    }

    @Test
    void aRunStoppedWithinAnEpochResumesFromTheEpochBefore() {
        TrainingResult whole = trainer(Adam.of(0.01)).build().train(DATA);
        List<Checkpoint> checkpoints = new ArrayList<>();
        int[] asked = new int[1];
        TrainingResult stopped = trainer(Adam.of(0.01))
                .stopWhen(() -> ++asked[0] > 50)
                .checkpoints(checkpoints::add)
                .build()
                .train(DATA);
        assertThat(stopped.stopReason()).isEqualTo(StopReason.STOPPED);
        Checkpoint last = checkpoints.get(checkpoints.size() - 1);
        assertThat(last.epochs()).isEqualTo(stopped.epochs());
        TrainingResult rest = trainer(Adam.of(0.01)).build().resume(last, DATA);
        assertThat(rest.network().parameterArray()).isEqualTo(whole.network().parameterArray());
    }

    @Test
    void otherSettingsOrRowsAreRefusedByName() {
        Checkpoint checkpoint = checkpoint();
        String remedy = "; resume with the settings and rows it was made with, or train anew";
        assertThatThrownBy(() -> trainer(Adam.of(0.02)).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint was made with learning_rate of adam 0.01, not 0.02" + remedy);
        assertThatThrownBy(() -> trainer(Sgd.of(0.01)).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint was made with 'adam', not 'sgd'" + remedy);
        assertThatThrownBy(() -> trainer(Adam.of(0.01)).batchSize(10).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint was made with batch_size of training 40.0, not 10.0" + remedy);
        assertThatThrownBy(() -> trainer(Adam.of(0.01))
                        .clipNorm(Double.POSITIVE_INFINITY)
                        .build()
                        .resume(checkpoint, DATA))
                .hasMessage("the checkpoint was made with clip_norm of training 3.0, not none" + remedy);
        NetworkSpec smaller = NetworkSpec.builder(3).dense(8).relu().build(SquaredError.of());
        assertThatThrownBy(() -> settings(Trainer.builder(smaller), Adam.of(0.01))
                        .build()
                        .resume(checkpoint, DATA))
                .hasMessage(
                        "the checkpoint was made with layers [dense, relu, dropout, dense, tanh, dense], not [dense, relu, dense]"
                                + remedy);
        assertThatThrownBy(() -> trainer(Adam.of(0.01), Precision.FLOAT).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint was made with precision DOUBLE, not FLOAT" + remedy);
        assertThatThrownBy(() -> trainer(Adam.of(0.01)).build().resume(checkpoint(Precision.FLOAT), DATA))
                .hasMessage("the checkpoint was made with precision FLOAT, not DOUBLE" + remedy);
        assertThatThrownBy(() -> trainer(Adam.of(0.01)).seed(6).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint was made with seed 5, not 6" + remedy);
        assertThatThrownBy(() -> trainer(Adam.of(0.01)).build().resume(checkpoint, rows(150, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the checkpoint was made with other rows, or the same in another order" + remedy);
    }

    @Test
    void damagedFilesAreRefusedInWords() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        checkpoint().write(out);
        byte[] good = out.toByteArray();
        for (int at = 8; at < good.length; at += 97) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            assertThatThrownBy(() -> Checkpoint.read(new ByteArrayInputStream(bad)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the checkpoint is damaged: its checksum differs; use an older one");
        }
        for (int length : new int[] {0, 5, 12, good.length / 2, good.length - 1}) {
            assertThatThrownBy(() -> Checkpoint.read(new ByteArrayInputStream(good, 0, length)))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() ->
                        Checkpoint.read(new ByteArrayInputStream("some other file".getBytes(StandardCharsets.UTF_8))))
                .hasMessage("this is no training checkpoint: it does not begin with CLVT");
        byte[] later = good.clone();
        later[7] = 3;
        assertThatThrownBy(() -> Checkpoint.read(new ByteArrayInputStream(later)))
                .hasMessage("the checkpoint is of version 3, this library reads version 2; resume with the library "
                        + "that wrote it");
    }

    private static Checkpoint checkpoint() {
        return checkpoint(Precision.DOUBLE);
    }

    private static Checkpoint checkpoint(Precision precision) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        trainer(Adam.of(0.01), precision)
                .epochs(1)
                .checkpoints(checkpoints::add)
                .build()
                .train(DATA);
        return checkpoints.get(0);
    }

    private static Checkpoint throughBytes(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        checkpoint.write(out);
        return Checkpoint.read(new ByteArrayInputStream(out.toByteArray()));
    }
}
