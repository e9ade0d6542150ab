package dev.clv.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Parameter;
import dev.clv.nn.log.TensorBoardLog;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;
import org.tensorflow.types.TString;

/** Event files of {@link TensorBoardLog}, read by TensorFlow's own record reader, which checks the checksums, and its own messages. */
class TensorBoardEventsTest {

    private static final int EPOCHS = 40;
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-02-29T12:00:00.250Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("TensorFlow reads every loss and every weight's histogram")
    void tensorFlowReadsWhatWasTrained() throws IOException {
        TrainingResult result = train();
        List<Event> events = read(file());

        assertThat(events).hasSize(EPOCHS + 1).allMatch(event -> event.getWallTime() == 1709208000.25);
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(result.epochs()).hasSize(EPOCHS);
        for (Epoch epoch : result.epochs()) {
            Event event = events.get(epoch.number());
            assertThat(event.getStep()).isEqualTo(epoch.number());
            assertThat(event.getSummary().getValueList())
                    .extracting(Summary.Value::getTag)
                    .containsExactly(
                            "loss/train",
                            "loss/validation",
                            "dense1.weights",
                            "dense1.bias",
                            "output.weights",
                            "output.bias");
            assertThat(event.getSummary().getValue(0).getSimpleValue()).isEqualTo((float) epoch.trainLoss());
            assertThat(event.getSummary().getValue(1).getSimpleValue()).isEqualTo((float) epoch.validationLoss());
        }
        List<Parameter> parameters = result.network().parameters();
        List<Summary.Value> best = events.get(result.bestEpoch()).getSummary().getValueList();
        for (int i = 0; i < parameters.size(); i++) {
            assertHolds(best.get(2 + i).getHisto(), parameters.get(i).values());
        }
    }

    @Test
    @DisplayName("TensorFlow finds a flipped bit, so it does check our checksums")
    void tensorFlowRefusesAFlippedBit() throws IOException {
        train();
        byte[] bytes = Files.readAllBytes(file());
        for (int at : new int[] {0, 9, 20, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            Path copy = Files.write(folder.resolve("damaged" + at), damaged);
            assertThatThrownBy(() -> read(copy)).as("byte %d", at).isInstanceOf(TensorFlowException.class);
        }
    }

    private TrainingResult train() throws IOException {
        Random random = new Random(3);
        double[][] x = new double[64][2];
        double[] y = new double[64];
        for (int i = 0; i < 64; i++) {
            x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            y[i] = x[i][0] - 2 * x[i][1];
        }
        NetworkSpec spec = NetworkSpec.builder(2).dense(7).tanh().build(SquaredError.of());
        TrainingData data = TrainingData.of(x, y);
        try (TensorBoardLog history = TensorBoardLog.in(folder, "small", NOON)) {
            return Trainer.builder(spec)
                    .epochs(EPOCHS)
                    .batchSize(16)
                    .listener(history)
                    .build()
                    .train(data, data);
        }
    }

    private Path file() {
        return folder.resolve("events.out.tfevents.1709208000.small");
    }

    private static List<Event> read(Path file) throws InvalidProtocolBufferException {
        Ops tf = Ops.create();
        Operand<?> records = tf.data.tfRecordDataset(
                tf.array(file.toString()), tf.constant(""), tf.constant(0L), tf.array(0L));
        List<Class<? extends org.tensorflow.types.family.TType>> texts = List.of(TString.class);
        List<Shape> shapes = List.of(Shape.of(Shape.UNKNOWN_SIZE));
        Operand<?> all = tf.data.batchDataset(records, tf.constant(10_000L), tf.constant(false), texts, shapes);
        TString tensor = (TString) tf.data
                .datasetToSingleElement(all, texts, shapes)
                .components()
                .get(0)
                .asTensor();
        List<Event> events = new ArrayList<>();
        for (long i = 0; i < tensor.size(); i++) {
            events.add(Event.parseFrom(tensor.asBytes().getObject(i)));
        }
        return events;
    }

    private static void assertHolds(HistogramProto histogram, double[] values) {
        assertThat(histogram.getMin()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(histogram.getMax()).isEqualTo(Arrays.stream(values).max().orElseThrow());
        assertThat(histogram.getNum()).isEqualTo(values.length);
        assertThat(histogram.getSum()).isCloseTo(Arrays.stream(values).sum(), within(1e-12));
        assertThat(histogram.getSumSquares())
                .isCloseTo(Arrays.stream(values).map(v -> v * v).sum(), within(1e-12));
        double from = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < histogram.getBucketLimitCount(); k++) {
            double above = from;
            double limit = histogram.getBucketLimit(k);
            boolean last = k == histogram.getBucketLimitCount() - 1;
            assertThat(histogram.getBucket(k))
                    .isEqualTo(Arrays.stream(values)
                            .filter(v -> v >= above && (v < limit || last))
                            .count());
            from = limit;
        }
    }
}
