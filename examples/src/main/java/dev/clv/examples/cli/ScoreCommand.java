package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ScoringSummary;
import dev.clv.TableModel;
import dev.clv.caution.Caution;
import dev.clv.decide.CsvRows;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.StoredLog;
import dev.clv.features.table.Table;
import dev.clv.general.GeneralPrior;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "score",
        description = "Predicts every known customer's value.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv score events.csv.gz --model model.clvm --at 2024-06-17 --out scores.csv",
            "  clv score customers.csv --table --model table.clvm --out scores.csv",
            "  clv score events.csv.gz --general --horizon 90d --at 2024-06-17 --out scores.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ScoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Mixin
    private GeneralOptions general;

    @Option(
            names = "--out",
            paramLabel = "scores.csv",
            description = "Where to write a row per customer: customer_id,predicted_value,p_positive,q10,q50,q90,flags,"
                    + "percentile,tier,rank and, of an event log, expected_orders,average_order_value,p_no_order,"
                    + "next_order,next_order_from,next_order_until, and at the end value_30d and the like for each further"
                    + " horizon of the model (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--discount",
            paramLabel = "RATE",
            description = "Adds the column discounted_value: the value of an event log's customer at the time of --at,"
                    + " at this rate a year, such as 0.1 for 10 %%.")
    private @Nullable Double discount;

    private ScoringSummary summary = new ScoringSummary(0, Map.of(), null, List.of());

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        input.requireNotInput(out, "--out");
        if (discount != null && !(discount >= 0 && discount < 1)) {
            throw new UsageException(
                    "--discount must be from 0 to below 1, such as 0.1 for 10 % a year, was " + discount);
        }
        general.requireAlone(input);
        if (general.isAsked()) {
            scoreByGeneral();
        } else if (input.isTable()) {
            if (discount != null) {
                throw new UsageException("--discount needs an event log, as a plain table does not tell when customers"
                        + " will spend; leave it out");
            }
            scoreTable();
        } else {
            scoreLog();
        }
        return 0;
    }

    private void scoreByGeneral() throws IOException {
        if (discount != null) {
            throw new UsageException("--discount needs to know when customers spend, which the general model does not"
                    + " predict; leave it out");
        }
        general.requireOwnFile(input, out);
        input.requireAt();
        GeneralPrior networks = general.prior();
        EventLog log = input.log(terminal);
        ClvModel model = general.model(networks, log, input.at(log), terminal);
        input.cautions(new LogScores(out, discount, terminal).write(model, log, input.at(log)), terminal);
    }

    private void scoreLog() throws IOException {
        ClvModel model = input.logModel();
        LogScores scores = new LogScores(out, discount, terminal);
        List<Caution> cautions;
        if (input.isLarge()) {
            try (StoredLog log = input.store(terminal)) {
                cautions = scores.write(model, log, input.at(log));
            }
        } else {
            EventLog log = input.log(terminal);
            cautions = scores.write(model, log, input.at(log));
        }
        input.cautions(cautions, terminal);
    }

    private void scoreTable() throws IOException {
        TableModel model = input.tableModel();
        Table all = input.table();
        Table rows = input.rows(all, model, terminal);
        Destination.write(out, terminal.out(), writer -> {
            ScoreRows scores = ScoreRows.ofTable(new CsvRows(writer));
            summary = model.score(rows, scores::write);
        });
        ScoringNote.print(summary.predictions() + " rows", summary, terminal);
        input.cautions(summary.cautions(), terminal);
    }
}
