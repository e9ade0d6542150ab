package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Says what adds up to one customer's predicted value.")
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ExplainCommand implements Callable<Integer> {

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
            description = "As of when, a date or an instant: the model sees what lies before it.")
    private Moment at;

    @Option(names = "--customer", paramLabel = "ID", required = true, description = "Whose value to explain.")
    private String customer;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every feature's attribution as JSON.")
    private @Nullable Path json;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ClvModel model = ClvModel.load(modelFile);
        EventLog log = input.read(events, terminal);
        Instant instant = at.in(log.zone());
        CustomerHistory history = log.history(customer).before(instant);
        if (history.isEmpty()) {
            throw new UsageException("the log knows nothing of the customer given by --customer before " + instant);
        }
        ExplanationText explanation = explanation(model, log, customer, instant);
        terminal.out().print(explanation.table());
        if (json != null) {
            Destination.write(
                    json, terminal.out(), writer -> writer.write(explanation.json(customer, instant.toString()) + "\n"));
        }
        return 0;
    }

    /** Why one customer of a log is worth what the model says. */
    static ExplanationText explanation(ClvModel model, EventLog log, String customer, Instant at) {
        return new ExplanationText(
                model.explain(log.history(customer), at),
                model.schema(),
                model.features(log, List.of(customer), at).row(0),
                model.currency());
    }
}
