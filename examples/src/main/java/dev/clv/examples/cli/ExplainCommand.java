package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "explain", description = "Says what adds up to one customer's predicted value.")
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ExplainCommand implements Callable<Integer> {

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
            description = "As of when, a date or an instant: the model sees what lies before it.")
    private @Nullable Moment at;

    @Option(names = "--customer", paramLabel = "ID", required = true, description = "Whose value to explain.")
    private String customer;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every feature's attribution as JSON.")
    private @Nullable Path json;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        ExplanationText explanation = table ? ofTable() : ofLog();
        terminal.out().print(explanation.table());
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(explanation.json() + "\n"));
        }
        return 0;
    }

    private ExplanationText ofLog() throws IOException {
        Moment moment = Require.given(at, "--at");
        ClvModel model = ClvModel.load(modelFile);
        EventLog log = input.read(terminal);
        Instant instant = moment.in(log.zone());
        if (log.history(customer).before(instant).isEmpty()) {
            throw new UsageException("the log knows nothing of the customer given by --customer before " + instant);
        }
        return ExplanationText.of(model, log, customer, instant);
    }

    private ExplanationText ofTable() throws IOException {
        input.requireTable();
        Require.absent(at, "--at");
        TableModel model = TableModel.load(modelFile);
        Table all = Table.csv(input.file()).read();
        Table rows = input.restricted(all, model.features(all)::customer, terminal);
        FeatureMatrix features = model.features(rows);
        for (int row = 0; row < features.rows(); row++) {
            if (features.customer(row).equals(customer)) {
                return new ExplanationText(
                        customer,
                        null,
                        model.explain(rows, row),
                        features.schema(),
                        features.row(row),
                        model.currency());
            }
        }
        throw new UsageException("the table has no row with the id given by --customer; without an id column, ids are"
                + " row numbers from 1");
    }
}
