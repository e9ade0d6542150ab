package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.caution.Caution;
import dev.clv.decide.CsvRows;
import dev.clv.explain.Effort;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.UnknownIds;
import dev.clv.features.table.Table;
import dev.clv.reason.Caveat;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import dev.clv.reason.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Says what adds up to one customer's predicted value, or to everybody's.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv explain events.csv.gz --model model.clvm --at 2024-06-17 --customer C0000042",
            "  clv explain events.csv.gz --model model.clvm --at 2024-06-17 --all --out reasons.csv",
            "  clv explain customers.csv --table --model table.clvm --customer 42 --reference top"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ExplainCommand implements Callable<Integer> {

    /** Enough for the few largest reasons, at half the time that a single explanation takes. */
    private static final Effort FOR_ALL = Effort.standard().targetError(0.05);

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(names = "--customer", paramLabel = "ID", description = "Whose value to explain.")
    private @Nullable String customer;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every feature's attribution as JSON.")
    private @Nullable Path json;

    @Option(names = "--all", description = "Explains every known customer, or those of --customers, on all processors.")
    private boolean all;

    @Option(
            names = "--out",
            paramLabel = "reasons.csv",
            description = "With --all, where to write a row per customer: customer_id,predicted_value,reference_value,"
                    + " the largest reasons as up1,up1_is,up1_amount to down3_amount, other_amount, relative_error,"
                    + " caveats, and an amount for each business group (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--reference",
            paramLabel = "R",
            defaultValue = "average",
            converter = ReferenceChoice.Converter.class,
            description = "What to compare with: " + ReferenceChoice.FORMS + " (default: ${DEFAULT-VALUE}).")
    private ReferenceChoice reference;

    @Option(
            names = "--reasons",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many reasons to tell each way (default: ${DEFAULT-VALUE}).")
    private int reasons;

    @Option(
            names = "--language",
            paramLabel = "L",
            defaultValue = "en",
            description = "The language of the reasons, en or zh (default: ${DEFAULT-VALUE}).")
    private String language;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Wording wording = Wording.in(Locale.forLanguageTag(language));
        if (reasons < 1) {
            throw new UsageException("--reasons must be at least 1, was " + reasons);
        }
        if (all == (customer != null)) {
            throw new UsageException("give either --customer ID, for one customer, or --all");
        }
        Destination.requireWritableIfGiven(json);
        Destination.requireWritableIfGiven(out);
        input.requireNotInput(json, "--json");
        input.requireNotInput(out, "--out");
        if (all) {
            requireAbsent(json, "--json", "--customer ID");
            everybody(wording);
        } else {
            requireAbsent(out, "--out", "--all");
            one(Require.given(customer, "--customer"), wording);
        }
        return 0;
    }

    private static void requireAbsent(@Nullable Path file, String option, String of) {
        if (file != null) {
            throw new UsageException(option + " is for " + of + "; leave it out");
        }
    }

    private void one(String customer, Wording wording) throws IOException {
        Explanation explanation = (input.isTable() ? ofTable(customer) : ofLog(customer)).named(customer);
        // Notes said these already, with dates and a remedy.
        Explanation told = explanation.without(Caveat.Kind.AFTER_OBSERVED_TIME).without(Caveat.Kind.CURRENCY_ASSUMED);
        terminal.out().print(ExplanationText.table(told, wording));
        terminal.out().println();
        terminal.out().print(ExplanationText.sentences(told, wording, reasons));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(explanation.toJson() + "\n"));
        }
    }

    private void everybody(Wording wording) throws IOException {
        ExecutorService executor = Processors.others();
        try {
            Destination.write(out, terminal.out(), writer -> {
                ReasonRows rows = new ReasonRows(new CsvRows(writer), wording, reasons);
                if (input.isTable()) {
                    allOfTable(executor, rows);
                } else {
                    allOfLog(executor, rows);
                }
            });
        } finally {
            executor.shutdownNow();
        }
    }

    private void allOfLog(Executor executor, ReasonRows rows) throws IOException {
        ClvModel model = input.logModel();
        EventLog log = input.log(terminal);
        Instant instant = input.at(log);
        List<String> customers = LogInput.knownBefore(log, instant);
        List<Caution> cautions = model.score(log, customers, instant, executor, (id, prediction) -> {})
                .cautions();
        try (Told told = new Told(rows, customers.size())) {
            model.explainAll(log, customers, instant, reference(log, instant), FOR_ALL, executor, told);
        }
        input.cautions(cautions, terminal);
    }

    private void allOfTable(Executor executor, ReasonRows rows) throws IOException {
        Require.absent(reference.moment(), "--reference earlier");
        TableModel model = input.tableModel();
        Table everybody = input.table();
        Table asked = input.rows(everybody, model, terminal);
        List<Caution> cautions = model.score(asked, (id, prediction) -> {}).cautions();
        try (Told told = new Told(rows, asked.rows())) {
            model.explainAll(asked, reference(everybody, model), FOR_ALL, executor, told);
        }
        input.cautions(cautions, terminal);
    }

    /** Writes explanations, shows how far they have come, and says at the end how exact they are. */
    private final class Told implements BiConsumer<String, Explanation>, AutoCloseable {

        private final ReasonRows rows;
        private final Terminal.Progress progress;
        private final double[] errors;
        private int count;

        Told(ReasonRows rows, int customers) {
            this.rows = rows;
            progress = terminal.progress("explaining", customers);
            errors = new double[customers];
        }

        @Override
        public void accept(String id, Explanation explanation) {
            rows.write(id, explanation);
            errors[count++] = explanation.attribution().relativeError();
            progress.at(count);
        }

        @Override
        public void close() {
            progress.close();
            if (count == errors.length && count > 0) {
                Arrays.sort(errors);
                terminal.note(
                        "explained %d customers; the standard error of their effects is %.1f %% at the median, %.1f %%"
                                + " at the 95th percentile",
                        count, 100 * errors[count / 2], 100 * errors[(int) (count * 0.95)]);
            }
        }
    }

    private Explanation ofLog(String customer) throws IOException {
        ClvModel model = input.logModel();
        EventLog log = input.log(terminal);
        Instant instant = input.at(log);
        CustomerHistory history = known(log, customer, instant, "--customer");
        input.cautions(
                model.score(log, List.of(customer), instant, (id, prediction) -> {})
                        .cautions(),
                terminal);
        return model.explain(history, instant, reference(log, instant));
    }

    private Reference reference(EventLog log, Instant instant) {
        if (reference.moment() != null) {
            Instant earlier = reference.moment().in(log.zone());
            if (!earlier.isBefore(instant)) {
                throw new UsageException("--reference must be earlier than --at " + instant + ", was " + earlier);
            }
            return Reference.earlier(earlier);
        }
        return reference.customer() != null
                ? Reference.customer(known(log, reference.customer(), instant, "--reference"))
                : typical();
    }

    private Reference typical() {
        return reference.kind().equals("top") ? Reference.topTier() : Reference.averageCustomer();
    }

    static CustomerHistory known(EventLog log, String customer, Instant instant, String option) {
        CustomerHistory history = log.history(customer);
        if (history.before(instant).isEmpty()) {
            UnknownIds unknown = UnknownIds.of(log.customers(), List.of(customer));
            throw new UsageException("the log knows nothing of the customer given by " + option + " before " + instant
                    + (unknown.spelled() == 0
                            ? (unknown.hint().isEmpty() ? "" : ". " + unknown.hint())
                            : ", but of one whose id differs only " + unknown.difference()));
        }
        return history;
    }

    private Explanation ofTable(String customer) throws IOException {
        Require.absent(reference.moment(), "--reference earlier");
        TableModel model = input.tableModel();
        Table all = input.table();
        Table rows = input.rows(all, model, terminal);
        int row = row(model.features(rows), customer, "--customer");
        input.cautions(model.score(rows.select(row), (id, prediction) -> {}).cautions(), terminal);
        return model.explain(rows, row, reference(all, model));
    }

    private Reference reference(Table all, TableModel model) {
        return reference.customer() != null
                ? Reference.row(all, row(model.features(all), reference.customer(), "--reference"))
                : typical();
    }

    private static int row(FeatureMatrix features, String customer, String option) {
        for (int row = 0; row < features.rows(); row++) {
            if (features.customer(row).equals(customer)) {
                return row;
            }
        }
        throw new UsageException("the table has no row with the id given by " + option
                + "; without an id column, ids are row numbers from 1");
    }
}
