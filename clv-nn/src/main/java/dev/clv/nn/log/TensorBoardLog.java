package dev.clv.nn.log;

import dev.clv.nn.Network;
import dev.clv.nn.Parameter;
import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.TrainingListener;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Writes an event file that TensorBoard shows: the scalars {@code loss/train} and {@code loss/validation} and one
 * histogram per parameter, for example {@code dense1.weights}, after each epoch. The format is TensorFlow's
 * {@code event.proto} and {@code summary.proto} in TFRecord frames. Every epoch is flushed. For one training at a time;
 * close it afterwards.
 *
 * <p>A file that cannot be written stops the training with an {@link UncheckedIOException}.
 */
public final class TensorBoardLog implements TrainingListener, Closeable {

    // Field numbers of tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int VALUE_HISTOGRAM = 5;

    private final OutputStream out;
    private final Clock clock;

    private TensorBoardLog(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * A log in a new file in this folder, which is created if it is missing. TensorBoard finds it by its name,
     * {@code events.out.tfevents.SECONDS.NAME}.
     *
     * @param name the end of the file's name, for example that of the run
     * @param clock gives the time of each event, which TensorBoard shows
     * @throws IOException if the file exists or cannot be written
     */
    public static TensorBoardLog in(Path folder, String name, Clock clock) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("events.out.tfevents." + clock.instant().getEpochSecond() + "." + name);
        return to(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), clock);
    }

    /**
     * A log that goes to this stream, which {@link #close} closes.
     *
     * @throws IOException if the file's header cannot be written
     */
    public static TensorBoardLog to(OutputStream out, Clock clock) throws IOException {
        TensorBoardLog history = new TensorBoardLog(out, clock);
        history.write(history.event(0).bytes(EVENT_FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
        return history;
    }

    @Override
    public boolean onEpoch(Epoch epoch) {
        writeSummary(epoch, losses(epoch));
        return true;
    }

    @Override
    public boolean onEpoch(Epoch epoch, Supplier<Network> network) {
        ProtoMessage summary = losses(epoch);
        for (Parameter parameter : network.get().parameters()) {
            ProtoMessage value = new ProtoMessage()
                    .text(VALUE_TAG, parameter.name())
                    .message(VALUE_HISTOGRAM, Histogram.of(parameter.values()).toProto());
            summary.message(SUMMARY_VALUE, value);
        }
        writeSummary(epoch, summary);
        return true;
    }

    /**
     * Writes one number, such as a metric of the finished model.
     *
     * @param tag its name, for example {@code metrics/nGini}; a slash makes a group
     * @param step where it is drawn, 0 or more
     * @throws IOException if the file cannot be written
     */
    public void scalar(String tag, double value, long step) throws IOException {
        write(event(step).message(EVENT_SUMMARY, new ProtoMessage().message(SUMMARY_VALUE, scalar(tag, value))));
    }

    private static ProtoMessage losses(Epoch epoch) {
        ProtoMessage summary = new ProtoMessage();
        summary.message(SUMMARY_VALUE, scalar("loss/train", epoch.trainLoss()));
        if (!Double.isNaN(epoch.validationLoss())) {
            summary.message(SUMMARY_VALUE, scalar("loss/validation", epoch.validationLoss()));
        }
        return summary;
    }

    private static ProtoMessage scalar(String tag, double value) {
        return new ProtoMessage().text(VALUE_TAG, tag).float32(VALUE_SIMPLE, (float) value);
    }

    private ProtoMessage event(long step) {
        return new ProtoMessage()
                .float64(EVENT_WALL_TIME, clock.millis() / 1000.0)
                .int64(EVENT_STEP, step);
    }

    private void writeSummary(Epoch epoch, ProtoMessage summary) {
        try {
            write(event(epoch.number()).message(EVENT_SUMMARY, summary));
        } catch (IOException e) {
            throw new UncheckedIOException("the event file could not be written after epoch " + epoch.number(), e);
        }
    }

    private void write(ProtoMessage event) throws IOException {
        out.write(TfRecord.frame(event.toBytes()));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
