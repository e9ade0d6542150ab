package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.evaluate.Evaluation;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Compares predictions with what happened, beside the baselines that need no model.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv evaluate events.csv.gz --model model.clvm --at 2024-06-17",
            "  clv evaluate customers.csv --table --model table.clvm --json metrics.json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class EvaluateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every metric as JSON.")
    private @Nullable Path json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        input.requireNotInput(json, "--json");
        Evaluation evaluation = input.isTable() ? ofTable() : ofLog();
        terminal.out().print(evaluation);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(evaluation.toJson() + "\n"));
        }
        terminal.cautions(evaluation.cautions());
        return 0;
    }

    private Evaluation ofLog() throws IOException {
        ClvModel model = input.logModel();
        EventLog log = input.log(terminal);
        return model.evaluate(log, input.at(log));
    }

    private Evaluation ofTable() throws IOException {
        TableModel model = input.tableModel();
        return model.evaluate(input.rows(input.table(), model, terminal));
    }
}
