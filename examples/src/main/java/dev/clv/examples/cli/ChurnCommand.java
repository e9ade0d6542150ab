package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.decide.Decisions;
import dev.clv.decide.churn.AlertBudget;
import dev.clv.decide.churn.ChurnAlert;
import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.churn.ChurnBacktest;
import dev.clv.decide.churn.ChurnDefinition;
import dev.clv.decide.churn.ChurnWarning;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "churn",
        description =
                "Warns of customers who may churn: those worth saving, by value at risk, and those who are likely to"
                        + " churn, by probability.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv churn events.csv.gz --model model.clvm --at 2024-06-17 --budget 500 --out alerts.csv",
            "  clv churn events.csv.gz --model model.clvm --at 2024-06-17 --budget 500 --per-month --quiet 60d \\",
            "    --earlier may.json --json june.json --out alerts.csv --likely likely.csv",
            "  clv churn events.csv.gz --model model.clvm --at 2024-06-17 --backtest --budget 100,300,500"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ChurnCommand implements Callable<Integer> {

    private static final String NEED = "churn needs an event log, as a plain table does not tell when customers bought";

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(
            names = "--budget",
            paramLabel = "N",
            split = ",",
            description = "How many alerts at most (default: no limit); with --backtest, one or several to judge.")
    private List<Integer> budgets = List.of();

    @Option(
            names = "--per-month",
            description = "The budget is that of a calendar month, with one alert a customer; those of --earlier lists"
                    + " count, too.")
    private boolean perMonth;

    @Option(
            names = "--quiet",
            paramLabel = "H",
            converter = Span.class,
            description = "At most one alert a customer within this time, such as 60d; --earlier lists tell of them.")
    private @Nullable Duration quiet;

    @Option(
            names = "--earlier",
            paramLabel = "FILE",
            description = "Alerts that were acted on, as --json wrote them; may be given more than once.")
    private List<Path> earlier = new ArrayList<>();

    @Option(
            names = "--kept",
            paramLabel = "LEAST,MOST",
            split = ",",
            description = "Which share of those who would churn an alert keeps, such as 0.05,0.2, for the value saved"
                    + " (default: from none to all, as only an experiment can tell).")
    private List<Double> kept = List.of();

    @ArgGroup(heading = "%nWhat churn means (default: no purchase within the horizon of the model):%n")
    private Churn churn = new Churn();

    /** One of several definitions. */
    static final class Churn {

        @Option(names = "--within", paramLabel = "DAYS", description = "No purchase within so many days.")
        private @Nullable Integer days;

        @Option(
                names = "--own-rhythm",
                paramLabel = "TIMES",
                description = "A silence of so many times the customer's usual gap, for instance 3.")
        private @Nullable Double times;

        @Option(
                names = "--contract",
                paramLabel = "PERIOD,GRACE",
                split = ",",
                converter = Span.class,
                description = "A payment that does not come within the period and the grace after the last one, for"
                        + " instance 30d,7d.")
        private List<Duration> contract = List.of();

        ChurnDefinition definition() {
            if (days != null) {
                return ChurnDefinition.noPurchaseWithin(days);
            }
            if (times != null) {
                return ChurnDefinition.ownRhythm(times);
            }
            if (contract.isEmpty()) {
                return ChurnDefinition.noPurchaseWithinHorizon();
            }
            if (contract.size() != 2) {
                throw new UsageException("--contract must be a period and the days of grace, such as 30d,7d");
            }
            return ChurnDefinition.missedPayment(contract.get(0), contract.get(1));
        }
    }

    @Option(
            names = "--backtest",
            description =
                    "Judges the warning by what followed, beside rules that need no model, instead of giving alerts.")
    private boolean backtest;

    @Option(
            names = "--out",
            paramLabel = "alerts.csv",
            description = "Where to write the alerts worth giving, the highest value at risk first:"
                    + " customer_id,churn_probability,value_at_risk,reason and more (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--likely",
            paramLabel = "FILE",
            description = "Where to write the other list: those likeliest to churn, whatever they are worth.")
    private @Nullable Path likely;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also writes the alerts worth giving, or the backtest, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--objections",
            paramLabel = "FILE",
            description =
                    "Customers who object to profiling, about whom nothing is decided: one id a line, or a CSV with a"
                            + " customer_id column.")
    private @Nullable Path objections;

    ChurnCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireFiles();
        if (backtest) {
            judge();
        } else {
            warn();
        }
        return 0;
    }

    private void requireFiles() throws IOException {
        Destination.requireWritableIfGiven(out);
        Destination.requireWritableIfGiven(likely);
        Destination.requireWritableIfGiven(json);
        Destination.requireDifferent(out, "--out", likely, "--likely");
        Destination.requireDifferent(out, "--out", json, "--json");
        Destination.requireDifferent(likely, "--likely", json, "--json");
        input.requireNotInput(out, "--out");
        input.requireNotInput(likely, "--likely");
        input.requireNotInput(json, "--json");
        if (backtest && (out != null || likely != null || perMonth || quiet != null || !earlier.isEmpty())) {
            throw new UsageException("--backtest judges and gives no alerts: leave out --out, --likely, --per-month,"
                    + " --quiet and --earlier; its table goes to standard output");
        }
        if (!backtest && budgets.size() > 1) {
            throw new UsageException("--budget must be one number without --backtest, was " + budgets);
        }
        if (perMonth && budgets.isEmpty()) {
            throw new UsageException("--per-month needs a --budget");
        }
    }

    private void judge() throws IOException {
        ClvModel model = input.logModelOnly(NEED);
        EventLog log = input.log(terminal);
        ChurnBacktest report = builder(model, log)
                .build()
                .backtest(
                        log,
                        input.at(log),
                        budgets.stream().mapToInt(budget -> budget).toArray());
        terminal.out().print(report);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(report.toJson() + "\n"));
        }
        input.cautions(report.cautions(), terminal);
    }

    private void warn() throws IOException {
        ClvModel model = input.logModelOnly(NEED);
        EventLog log = input.log(terminal);
        Instant at = input.at(log);
        LogInput.knownBefore(log, at);
        ChurnWarning warning = builder(model, log).budget(budget()).build();
        ChurnAlerts alerts;
        ExecutorService executor = Processors.others();
        try {
            alerts = warning.alerts(log, at, executor);
        } finally {
            executor.shutdownNow();
        }
        write(out, alerts.worthSaving());
        if (likely != null) {
            write(likely, alerts.likely());
        }
        if (json != null) {
            Destination.write(
                    json,
                    terminal.out(),
                    writer -> writer.write(alerts.worthSaving().toJson() + "\n"));
        }
        terminal.note("%s", alerts.saving().sentence(model.currency()));
        alerts.worthSaving().excluded().forEach((reason, count) -> terminal.note("left out: %d, %s", count, reason));
        if (kept.isEmpty()) {
            terminal.note(
                    "which share of those who would leave an alert keeps, only an experiment can tell; --kept names it");
        }
        if (likely == null) {
            terminal.note("those likeliest to churn are another list; --likely FILE writes it");
        }
        input.cautions(alerts.worthSaving().cautions(), terminal);
    }

    private ChurnWarning.Builder builder(ClvModel model, EventLog log) throws IOException {
        ChurnWarning.Builder builder =
                ChurnWarning.builder(model).churn(churn.definition()).exclusions(input.objecting(objections, log));
        if (!kept.isEmpty()) {
            if (kept.size() != 2) {
                throw new UsageException("--kept must be two shares, such as 0.05,0.2, was " + kept);
            }
            builder.keeps(kept.get(0), kept.get(1));
        }
        for (Path file : earlier) {
            builder.after(earlier(file));
        }
        return builder;
    }

    private static Decisions<ChurnAlert> earlier(Path file) throws IOException {
        try {
            return Decisions.fromJson(Files.readString(file), ChurnAlerts.WORTH_SAVING, ChurnAlert.class);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "'" + file + "' is no list of alerts that 'clv churn --json' wrote: " + e.getMessage());
        }
    }

    private AlertBudget budget() {
        AlertBudget limit = budgets.isEmpty()
                ? AlertBudget.unlimited()
                : perMonth ? AlertBudget.perMonth(budgets.get(0)) : AlertBudget.perList(budgets.get(0));
        return quiet == null ? limit : limit.quiet(quiet);
    }

    private void write(@Nullable Path file, Decisions<ChurnAlert> decisions) throws IOException {
        Destination.write(file, terminal.out(), writer -> decisions.writeCsv(writer, ChurnAlert.class));
    }
}
