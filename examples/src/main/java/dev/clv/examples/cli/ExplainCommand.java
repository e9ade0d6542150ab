package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Says what adds up to one customer's predicted value.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv explain events.csv.gz --model model.clvm --at 2024-06-17 --customer C0000042",
            "  clv explain customers.csv --table --model table.clvm --customer 42 --reference top"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ExplainCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(names = "--customer", paramLabel = "ID", required = true, description = "Whose value to explain.")
    private String customer;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every feature's attribution as JSON.")
    private @Nullable Path json;

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
        Destination.requireWritableIfGiven(json);
        input.requireNotInput(json, "--json");
        Wording wording = Wording.in(Locale.forLanguageTag(language));
        if (reasons < 1) {
            throw new UsageException("--reasons must be at least 1, was " + reasons);
        }
        Explanation explanation = (input.isTable() ? ofTable() : ofLog()).named(customer);
        // Notes said these already, with dates and a remedy.
        Explanation told = explanation.without(Caveat.Kind.AFTER_OBSERVED_TIME).without(Caveat.Kind.CURRENCY_ASSUMED);
        terminal.out().print(ExplanationText.table(told, wording));
        terminal.out().println();
        terminal.out().print(ExplanationText.sentences(told, wording, reasons));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(explanation.toJson() + "\n"));
        }
        return 0;
    }

    private Explanation ofLog() throws IOException {
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

    private static CustomerHistory known(EventLog log, String customer, Instant instant, String option) {
        CustomerHistory history = log.history(customer);
        if (history.before(instant).isEmpty()) {
            UnknownIds unknown = UnknownIds.of(log.customers(), List.of(customer));
            throw new UsageException("the log knows nothing of the customer given by " + option + " before " + instant
                    + (unknown.spelled() == 0 ? "" : ", but of one whose id differs only " + unknown.difference()));
        }
        return history;
    }

    private Explanation ofTable() throws IOException {
        Require.absent(reference.moment(), "--reference earlier");
        TableModel model = input.tableModel();
        Table all = input.table();
        FeatureMatrix everybody = model.features(all);
        Table rows = input.rows(all, model, terminal);
        Reference against = reference.customer() != null
                ? Reference.row(all, row(everybody, reference.customer(), "--reference"))
                : typical();
        return model.explain(rows, row(model.features(rows), customer, "--customer"), against);
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
