package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.features.event.EventLog;
import dev.clv.serve.drift.DriftMonitor;
import dev.clv.serve.drift.DriftReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drift",
        description =
                "Says what changed since a reference, beyond what chance and habit explain: events, missing fields,"
                        + " amounts, categories, features, predictions and outcomes; what changed is no error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv drift events.csv.gz --model model.clvm --at 2024-06-17 --json drift.json",
            "  clv drift events.csv.gz --model model.clvm --at 2024-06-17 --reference 2024-03-01"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class DriftCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(
            names = "--reference",
            paramLabel = "D",
            converter = Moment.Converter.class,
            description = "The end of the time that counts as normal, a date or an instant (default: the model's latest"
                    + " training origin).")
    private @Nullable Moment reference;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every comparison as JSON.")
    private @Nullable Path json;

    DriftCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        input.requireNotInput(json, "--json");
        ClvModel model = input.logModelOnly("drift needs an event log, as a plain table does not tell what was when");
        EventLog log = input.log(terminal);
        Instant at = input.at(log);
        DriftMonitor monitor = DriftMonitor.of(model);
        if (reference != null) {
            monitor = monitor.reference(reference.in(log.zone()));
        }
        DriftReport report = monitor.compare(log, at);
        terminal.out().print(report);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(report.toJson() + "\n"));
        }
        input.cautions(report.cautions(), terminal);
        return 0;
    }
}
