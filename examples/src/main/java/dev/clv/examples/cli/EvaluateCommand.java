package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.evaluate.Evaluation;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Compares predictions with what happened, beside the baselines that need no model.")
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class EvaluateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(names = "--table", description = "EVENTS is a plain table of columns, one row a customer.")
    private boolean table;

    @Option(names = "--model", paramLabel = "model.clvm", required = true, description = "The model file.")
    private Path modelFile;

    @Option(
            names = "--at",
            paramLabel = "D",
            converter = Moment.Converter.class,
            description =
                    "As of when to predict, a date or an instant; the log must show the whole horizon from it on.")
    private @Nullable Moment at;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every metric as JSON.")
    private @Nullable Path json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        Evaluation evaluation = table ? ofTable() : ofLog();
        terminal.out().print(evaluation);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(evaluation.toJson() + "\n"));
        }
        return 0;
    }

    private Evaluation ofLog() throws IOException {
        Moment moment = Require.given(at, "--at");
        ClvModel model = ClvModel.load(modelFile);
        EventLog log = input.read(terminal);
        return model.evaluate(log, moment.in(log.zone()));
    }

    private Evaluation ofTable() throws IOException {
        input.requireTable();
        Require.absent(at, "--at");
        TableModel model = TableModel.load(modelFile);
        Table rows = Table.csv(input.file()).read();
        return model.evaluate(input.restricted(rows, model.features(rows)::customer, terminal));
    }
}
