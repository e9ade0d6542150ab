package dev.clv.examples.cli;

import dev.clv.caution.Caution;
import dev.clv.decide.CsvRows;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.uplift.Assignment;
import dev.clv.decide.uplift.Experiment;
import dev.clv.decide.uplift.Offer;
import dev.clv.decide.uplift.OfferPlan;
import dev.clv.decide.uplift.OfferTerms;
import dev.clv.decide.uplift.UpliftEffects;
import dev.clv.decide.uplift.UpliftEvaluation;
import dev.clv.decide.uplift.UpliftLearner;
import dev.clv.decide.uplift.UpliftModel;
import dev.clv.evaluate.Interval;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "uplift",
        description =
                "Says what each treatment of a campaign with a control group changes for each customer, and whether"
                        + " there is evidence that customers differ in it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv uplift mailing.csv.gz --treatment segment --control 'No E-Mail' --outcome visit \\",
            "    --exclude conversion,spend --out uplift.csv",
            "  clv uplift mailing.csv.gz --treatment segment --control 'No E-Mail' --outcome spend \\",
            "    --exclude visit,conversion --worth 0.3 --cost 'Mens E-Mail=0.05' --score next.csv --out uplift.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class UpliftCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "TABLE",
            description =
                    "The campaign, a row a customer: what was known before, the arm and the outcome; CSV, plain or"
                            + " gzip.")
    private Path file;

    @Option(names = "--treatment", paramLabel = "COL", required = true, description = "The column of arms.")
    private String treatment;

    @Option(
            names = "--control",
            paramLabel = "VALUE",
            required = true,
            description = "The arm of those who were left alone, or got what everybody got before.")
    private String control;

    @Option(
            names = "--outcome",
            paramLabel = "COL",
            required = true,
            description = "The column of what happened then: 0 and 1, or amounts.")
    private String outcome;

    @Option(
            names = "--observational",
            description =
                    "No lot decided who got which arm: the chance of each is estimated from the other columns, and"
                            + " effects hold only if these tell all that decided (default: a lot decided).")
    private boolean observational;

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description = "How effects are learned: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private UpliftLearner learner = UpliftLearner.SHARED;

    @Option(names = "--seed", paramLabel = "N", description = "The seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--exclude",
            paramLabel = "A,B",
            split = ",",
            description = "Columns to leave out; all that was known only after the campaign must be.")
    private List<String> exclude = List.of();

    @Option(
            names = "--categorical",
            paramLabel = "A,B",
            split = ",",
            description = "Columns of categories, even where they look like numbers or dates.")
    private List<String> categorical = List.of();

    @Option(names = "--id", paramLabel = "COLUMN", description = "The column of ids, if there is one.")
    private @Nullable String id;

    @Option(
            names = "--worth",
            paramLabel = "MONEY",
            description = "What a unit of the outcome is worth, for the values of policies (default: 1).")
    private double worth = 1;

    @Option(
            names = "--cost",
            paramLabel = "ARM=MONEY",
            description = "What a treatment costs a customer who gets it; may be given more than once (default: 0).")
    private Map<String, Double> costs = new LinkedHashMap<>();

    @Option(
            names = "--score",
            paramLabel = "TABLE",
            description = "Other customers, with the same columns but for arm and outcome, to write the effects on"
                    + " instead of those on the rows of the campaign.")
    private @Nullable Path score;

    @Option(
            names = "--offers",
            paramLabel = "offers.csv",
            description = "Also decides who gets which treatment, so that worth less cost is highest, and writes"
                    + " customer_id,treatment,uplift,cost,net_value,reason and more; needs --id and --at.")
    private @Nullable Path offers;

    @Option(
            names = "--budget",
            paramLabel = "MONEY",
            description = "What all offers together may cost (default: no limit).")
    private @Nullable Double budget;

    @Option(
            names = "--at",
            paramLabel = "T",
            converter = Moment.Converter.class,
            description = "When the offers are decided, such as 2024-06-17 (in UTC), for the record.")
    private @Nullable Moment at;

    @Option(
            names = "--out",
            paramLabel = "uplift.csv",
            description =
                    "Where to write row,treatment,uplift,low,high: rows count from 0 below the header; uplift is in"
                            + " units of the outcome, low and high an interval of 80 %% (default: standard output).")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the evaluation, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--objections",
            paramLabel = "FILE",
            description =
                    "Customers who object to profiling, to whom no effect is predicted; needs --id: one id a line,"
                            + " or a CSV with a customer_id column.")
    private @Nullable Path objections;

    UpliftCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        Destination.requireWritableIfGiven(json);
        Destination.requireDifferent(out, "--out", json, "--json");
        for (Path read : score == null ? List.of(file) : List.of(file, score)) {
            Destination.requireOther(out, "--out", read);
            Destination.requireOther(json, "--json", read);
            Destination.requireOther(offers, "--offers", read);
        }
        Destination.requireWritableIfGiven(offers);
        Destination.requireDifferent(out, "--out", offers, "--offers");
        Destination.requireDifferent(json, "--json", offers, "--offers");
        if (offers == null && (budget != null || at != null)) {
            throw new UsageException("--budget and --at are for offers; name their file by --offers");
        }
        if (offers != null) {
            Require.given(id, "--id");
            Require.given(at, "--at");
        }
        if (objections != null && id == null) {
            throw new UsageException("--objections needs --id, the column whose ids it lists");
        }
        Experiment experiment = Experiment.of(
                read(Table.csv(file)
                        .exclude(exclude.toArray(String[]::new))
                        .categorical(categorical.toArray(String[]::new))),
                treatment,
                control,
                outcome,
                observational ? Assignment.observational() : Assignment.randomised());
        OfferTerms terms = OfferTerms.outcomeWorth(worth);
        for (Map.Entry<String, Double> cost : costs.entrySet()) {
            terms = terms.costing(cost.getKey(), cost.getValue());
        }
        UpliftModel.Builder learning = UpliftModel.builder().learner(learner).seed(seed);
        UpliftEffects own = learning.crossFitted(experiment);
        UpliftEvaluation evaluation = UpliftEvaluation.of(experiment, own, terms);
        UpliftModel model = learning.train(experiment);
        UpliftEffects effects = score == null ? own : model.effects(read(Table.csv(score)));
        Set<String> objecting = objecting(effects);
        Destination.write(out, terminal.out(), writer -> write(effects, objecting, writer));
        if (offers != null) {
            decide(effects, evaluation, terms, objecting);
        }
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(evaluation.toJson() + "\n"));
        }
        report(experiment, evaluation, model.cautions());
        return 0;
    }

    private Table read(TableReader reader) {
        return (id == null ? reader : reader.id(id)).read();
    }

    /** The report goes beside the data: to standard output if these go to a file. */
    private void report(Experiment experiment, UpliftEvaluation evaluation, List<Caution> cautions) {
        String text = experiment + System.lineSeparator() + evaluation;
        if (out == null) {
            text.lines().forEach(line -> terminal.note("%s", line));
        } else {
            terminal.out().print(text);
        }
        terminal.note(
                observational
                        ? "observational: no lot decided who got which arm"
                        : "randomised: a lot is taken to have decided who got which arm; say --observational if not");
        terminal.cautions(cautions);
        terminal.cautions(evaluation.cautions());
    }

    private void decide(UpliftEffects effects, UpliftEvaluation evaluation, OfferTerms terms, Set<String> objecting)
            throws IOException {
        OfferPlan.Builder plan =
                OfferPlan.builder(terms).evidence(evaluation).exclusions(Exclusions.objecting(objecting));
        if (budget != null) {
            plan.budget(budget);
        }
        Instant time = Require.given(at, "--at").in(ZoneOffset.UTC);
        Decisions<Offer> decided = plan.build().offers(effects, time);
        Destination.write(offers, terminal.out(), writer -> decided.writeCsv(writer, Offer.class));
        terminal.note(
                "%d offers to %d customers, which cost %.2f and are expected to be worth %.2f more than that",
                decided.decisions().size(),
                effects.rows() - decided.excluded().getOrDefault(Exclusions.OBJECTION, 0),
                decided.decisions().stream()
                        .mapToDouble(offer -> offer.choice().cost())
                        .sum(),
                decided.decisions().stream()
                        .mapToDouble(offer -> offer.choice().netValue())
                        .sum());
        terminal.cautions(decided.cautions());
    }

    private Set<String> objecting(UpliftEffects effects) {
        if (objections == null) {
            return Set.of();
        }
        Set<String> known = IntStream.range(0, effects.rows())
                .mapToObj(effects::customer)
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> listed = CustomerList.read(objections, UnaryOperator.identity(), known);
        long met = listed.stream().filter(known::contains).count();
        terminal.note("left out: %d, objection to profiling", met);
        if (met < listed.size()) {
            terminal.note(
                    "note: %d of the %d customers who object are not in the table; compare how ids are written",
                    listed.size() - met, listed.size());
        }
        return listed;
    }

    private static void write(UpliftEffects effects, Set<String> objecting, Writer writer) throws IOException {
        CsvRows rows = new CsvRows(writer);
        rows.header(List.of("row", "treatment", "uplift", "low", "high"));
        for (int row = 0; row < effects.rows(); row++) {
            if (objecting.contains(effects.customer(row))) {
                continue;
            }
            for (String arm : effects.treatments()) {
                Interval interval = effects.interval(row, arm);
                rows.number(row)
                        .text(arm)
                        .number(effects.effect(row, arm))
                        .number(interval.low())
                        .number(interval.high())
                        .endRow();
            }
        }
    }
}
