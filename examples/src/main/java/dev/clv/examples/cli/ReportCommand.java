package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.decide.money.Costs;
import dev.clv.decide.uplift.UpliftEvaluation;
import dev.clv.features.event.EventLog;
import dev.clv.report.ModelReport;
import dev.clv.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description =
                "Writes one HTML page that a business reads: who is worth what, who may leave, what drives it, how"
                        + " good the predictions were. It asks for nothing else, so that it can be sent as it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv report events.csv.gz --model model.clvm --at 2024-06-17 --out report.html",
            "  clv report events.csv.gz --model model.clvm --at 2024-06-17 --language zh --out report.html",
            "  clv report events.csv.gz --model model.clvm --at 2024-06-17 --customer C0000042 --out report.html"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ReportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(names = "--out", paramLabel = "report.html", required = true, description = "Where to write the page.")
    private Path out;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            defaultValue = "en",
            description = "The language of the page: en or zh (default: ${DEFAULT-VALUE}).")
    private String language;

    @Option(names = "--title", paramLabel = "TEXT", description = "The title of the page.")
    private @Nullable String title;

    @Option(
            names = "--evaluate",
            paramLabel = "D",
            converter = Moment.Converter.class,
            description = "As of when to judge predictions by what came later (default: the latest day up to --at whose"
                    + " horizon the log has seen).")
    private @Nullable Moment evaluate;

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description = "A customer who is explained by name; may be given more than once. The page then holds"
                    + " personal data.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many churn alerts can be acted on (default: ${DEFAULT-VALUE}).")
    private int budget;

    @Option(names = "--costs", paramLabel = "FILE", description = "What it cost to acquire customers, by channel.")
    private @Nullable Path costs;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = "The part of the value that is earned and pays for the costs (default: all of it).")
    private @Nullable Double margin;

    @Option(
            names = "--uplift",
            paramLabel = "FILE",
            description = "What 'clv uplift --json' wrote, for the section on offers.")
    private @Nullable Path uplift;

    @Option(
            names = "--objections",
            paramLabel = "FILE",
            description = "Customers who object to profiling, who are left out: one id a line, or a CSV with a"
                    + " customer_id column.")
    private @Nullable Path objections;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritable(out);
        input.requireNotInput(out, "--out");
        for (Path read :
                Stream.of(costs, uplift, objections).filter(Objects::nonNull).toList()) {
            Destination.requireOther(out, "--out", read);
        }
        if (margin != null && costs == null) {
            throw new UsageException("--margin needs --costs FILE beside");
        }
        ClvModel model =
                input.logModelOnly("a report needs an event log, as a plain table does not tell when customers bought");
        ModelReport report = ModelReport.of(model).locale(locale()).budget(budget);
        if (title != null) {
            report.title(title);
        }
        if (costs != null) {
            report.costs(Costs.csv(costs), margin == null ? 1 : margin);
        }
        if (uplift != null) {
            report.offers(evaluation(uplift));
        }
        EventLog log = input.log(terminal);
        Instant at = input.at(log);
        LogInput.knownBefore(log, at);
        named.forEach(customer -> ExplainCommand.known(log, customer, at, "--customer"));
        report.quality(log.quality()).naming(named).exclusions(input.objecting(objections, log));
        if (evaluate != null) {
            report.evaluatedAt(evaluate.in(log.zone()));
        }
        ReportPage page = page(report, log, at);
        Destination.write(out, terminal.out(), writer -> writer.write(page.html()));
        page.leftOut()
                .forEach((section, why) -> terminal.note("not on the page: %s, as %s", section, Visible.line(why)));
        input.cautions(page.cautions(), terminal);
        return 0;
    }

    private Locale locale() {
        if (!language.equals("en") && !language.equals("zh")) {
            throw new UsageException("--language must be en or zh, was '" + language + "'");
        }
        return Locale.forLanguageTag(language);
    }

    private static UpliftEvaluation evaluation(Path file) throws IOException {
        try {
            return UpliftEvaluation.fromJson(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + file + "' holds nothing that 'clv uplift --json' wrote: " + e.getMessage());
        }
    }

    /** Makes the page on all processors. */
    static ReportPage page(ModelReport report, EventLog log, Instant at) {
        ExecutorService executor = Processors.others();
        try {
            return report.page(log, at, executor);
        } finally {
            executor.shutdownNow();
        }
    }
}
