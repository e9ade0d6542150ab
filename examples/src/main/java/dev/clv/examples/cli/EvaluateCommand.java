package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.evaluate.Evaluation;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        description = "Compares predictions with what happened, beside the baselines that need no model.")
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class EvaluateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "EVENTS", description = "The event log: CSV or JSON lines, compressed or not.")
    private Path events;

    @Mixin
    private LogInput input;

    @Option(names = "--model", paramLabel = "model.clvm", required = true, description = "The model file.")
    private Path modelFile;

    @Option(
            names = "--at",
            paramLabel = "D",
            required = true,
            converter = Moment.Converter.class,
            description = "As of when to predict, a date or an instant; the log must show the whole horizon from it on.")
    private Moment at;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every metric as JSON.")
    private @Nullable Path json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ClvModel model = ClvModel.load(modelFile);
        EventLog log = input.read(events, terminal);
        Evaluation evaluation = model.evaluate(log, at.in(log.zone()));
        terminal.out().print(evaluation);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(evaluation.toJson() + "\n"));
        }
        return 0;
    }
}
