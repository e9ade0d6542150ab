package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.TrainingSummary;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "train", description = "Trains a model and writes it into one file.")
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class TrainCommand implements Callable<Integer> {

    /** ISO 4217 for "no currency": a log need not say what its amounts are in. */
    private static final String NO_CURRENCY = "XXX";

    private final Terminal terminal;

    @Parameters(paramLabel = "EVENTS", description = "The event log: CSV or JSON lines, compressed or not.")
    private Path events;

    @Mixin
    private LogInput input;

    @Option(
            names = "--cutoff",
            paramLabel = "D",
            required = true,
            converter = Moment.Converter.class,
            description = "The latest training origin, a date or an instant: features see what lies before it, the label"
                    + " is the net spend in the horizon from it on.")
    private Moment cutoff;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "180d",
            converter = Span.class,
            description = "How far ahead to predict (default: ${DEFAULT-VALUE}).")
    private Duration horizon;

    @Option(
            names = "--origins",
            paramLabel = "N",
            defaultValue = "1",
            description = "Training origins, going back from the cutoff (default: ${DEFAULT-VALUE}).")
    private int origins;

    @Option(
            names = "--step",
            paramLabel = "H",
            defaultValue = "30d",
            converter = Span.class,
            description = "How far apart the origins are (default: ${DEFAULT-VALUE}).")
    private Duration step;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed and data, same model.")
    private @Nullable Long seed;

    @Option(names = "--out", paramLabel = "model.clvm", required = true, description = "The model file to write.")
    private Path out;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritable(out);
        EventLog log = input.read(events, terminal);
        ClvModelBuilder builder = ClvModel.builder()
                .horizon(horizon)
                .currency(log.currency() == null ? NO_CURRENCY : log.currency())
                .origins(origins, step)
                .threads(Runtime.getRuntime().availableProcessors());
        if (seed != null) {
            builder.seed(seed);
        }
        ClvModel model;
        try (TrainingProgress progress = new TrainingProgress(terminal)) {
            model = builder.listener(progress).train(log, cutoff.in(log.zone()));
        }
        model.save(out);
        TrainingSummary summary = model.summary();
        terminal.note(
                "trained on %d rows of %d customers, %s %% of them with a purchase in the horizon",
                summary.rows(),
                summary.customers(),
                String.format(Locale.ROOT, "%.1f", 100 * summary.positiveShare()));
        return 0;
    }
}
