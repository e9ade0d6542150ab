package dev.clv.nn.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.StopReason;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogsTest {

    private static final NetworkSpec SPEC =
            NetworkSpec.builder(1).dense(3).tanh().build(SquaredError.of());
    private static final TrainingData DATA = TrainingData.of(new double[][] {{1}, {2}, {3}}, new double[] {1, 3, 2});
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-02-29T12:00:00.250Z"), ZoneOffset.UTC);

    @Test
    void csvHoldsEveryEpochInFull() {
        StringWriter csv = new StringWriter();
        List<Epoch> epochs = Trainer.builder(SPEC)
                .epochs(3)
                .listener(CsvLog.to(csv))
                .build()
                .train(DATA, DATA)
                .epochs();
        List<String> lines = csv.toString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("epoch,train_loss,validation_loss,best");
        for (Epoch epoch : epochs) {
            String[] cells = lines.get(epoch.number()).split(",");
            assertThat(Integer.parseInt(cells[0])).isEqualTo(epoch.number());
            assertThat(Double.parseDouble(cells[1])).isEqualTo(epoch.trainLoss());
            assertThat(Double.parseDouble(cells[2])).isEqualTo(epoch.validationLoss());
            assertThat(Boolean.parseBoolean(cells[3])).isEqualTo(epoch.best());
        }
    }

    @Test
    void csvWithoutValidationLeavesItsColumnEmpty() {
        StringWriter csv = new StringWriter();
        CsvLog.to(csv).onEpoch(new Epoch(1, 0.5, Double.NaN, true));
        assertThat(csv).hasToString("epoch,train_loss,validation_loss,best\n1,0.5,,true\n");
    }

    @Test
    @DisplayName("an independent reader finds every loss and every weight's histogram in the event file")
    void tensorBoardFilesAreReadBack(@TempDir Path folder) throws IOException {
        TrainingResult result;
        try (TensorBoardLog history = TensorBoardLog.in(folder.resolve("runs"), "small", NOON)) {
            result = Trainer.builder(SPEC).epochs(300).listener(history).build().train(DATA, DATA);
        }
        Path file = folder.resolve("runs/events.out.tfevents.1709208000.small");
        List<EventFile.Event> events = EventFile.read(Files.readAllBytes(file));

        assertThat(events).hasSize(301).allMatch(event -> event.wallTime() == 1709208000.25);
        assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
        for (Epoch epoch : result.epochs()) {
            EventFile.Event event = events.get(epoch.number());
            assertThat(event.step()).isEqualTo(epoch.number());
            assertThat(event.values())
                    .extracting(EventFile.Value::tag)
                    .containsExactly(
                            "loss/train",
                            "loss/validation",
                            "dense1.weights",
                            "dense1.bias",
                            "output.weights",
                            "output.bias");
            assertThat(event.values().get(0).scalar()).isEqualTo((float) epoch.trainLoss());
            assertThat(event.values().get(1).scalar()).isEqualTo((float) epoch.validationLoss());
        }
        assertThat(result.bestEpoch()).isEqualTo(300);
        double[] weights = result.network().parameters().get(0).values();
        List<double[]> histogram = events.get(300).values().get(2).histogram();
        assertThat(histogram.get(0))
                .containsExactly(Arrays.stream(weights).min().orElseThrow());
        assertThat(histogram.get(1))
                .containsExactly(Arrays.stream(weights).max().orElseThrow());
        assertThat(histogram.get(2)).containsExactly(3);
        assertThat(histogram.get(3)[0]).isCloseTo(Arrays.stream(weights).sum(), within(1e-12));
        assertThat(histogram.get(4)[0])
                .isCloseTo(Arrays.stream(weights).map(w -> w * w).sum(), within(1e-12));
        assertThat(histogram.get(5)).hasSize(30).isSorted();
        assertThat(Arrays.stream(histogram.get(6)).sum()).isEqualTo(3);
        // One output bias: a single bucket.
        assertThat(events.get(300).values().get(5).histogram().get(6)).containsExactly(1);
    }

    @Test
    void theReadersChecksumIsCrc32c() {
        // Origin: the check value of CRC-32C for these nine digits (RFC 3720's polynomial, catalogue of CRCs).
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(EventFile.crc(digits, 0, 9)).isEqualTo(0xE3069283);
    }

    @Test
    void listenersAreComposedAndEitherMayStop() throws IOException {
        StringWriter csv = new StringWriter();
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        List<Integer> seen = new ArrayList<>();
        TrainingResult result = Trainer.builder(SPEC)
                .listener(CsvLog.to(csv)
                        .and(epoch -> epoch.number() < 2)
                        .and(TensorBoardLog.to(events, NOON))
                        .and(epoch -> seen.add(epoch.number())))
                .build()
                .train(DATA);
        assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
        assertThat(seen).containsExactly(1, 2);
        assertThat(csv.toString().lines()).hasSize(3);
        List<EventFile.Event> read = EventFile.read(events.toByteArray());
        assertThat(read).hasSize(3);
        assertThat(read.get(2).values())
                .hasSize(5)
                .noneMatch(value -> value.tag().equals("loss/validation"));
    }

    @Test
    void aFullDiskStopsTrainingInWords() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        CsvLog csv = CsvLog.to(new java.io.OutputStreamWriter(full, StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Trainer.builder(SPEC).listener(csv).build().train(DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the training history could not be written after epoch 1");
        assertThatThrownBy(() -> TensorBoardLog.to(full, NOON)).isInstanceOf(IOException.class);
    }
}
