package dev.clv.examples.cli;

import dev.clv.decide.Decisions;
import dev.clv.decide.Estimate;
import dev.clv.decide.recommend.Ranking;
import dev.clv.decide.recommend.RankingReport;
import dev.clv.decide.recommend.Recommendation;
import dev.clv.decide.recommend.RecommendationTrial;
import dev.clv.decide.recommend.Recommender;
import dev.clv.decide.recommend.RecommenderBuilder;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recommend",
        description = "Lists the products that each customer is likely to buy next, learned from the log alone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv recommend events.csv.gz --at 2024-06-17 --k 10 --out items.csv",
            "  clv recommend events.csv.gz --at 2024-03-01 --evaluate 2024-03-31 --new"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class RecommendCommand implements Callable<Integer> {

    private static final int WINDOW_DAYS = 30;

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(
            names = "--at",
            paramLabel = "D",
            required = true,
            converter = Moment.Converter.class,
            description = "As of when: a date, or an instant. Nothing later is looked at.")
    private Moment at;

    @Option(
            names = "--k",
            paramLabel = "K",
            defaultValue = "10",
            description = "How many products for each customer, at most 100 (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(
            names = "--window",
            paramLabel = "H",
            converter = Span.class,
            description = "For which time products are wanted, in whole days (default: 30d).")
    private @Nullable Duration window;

    @Option(names = "--new", description = "Only products that the customer has not bought.")
    private boolean newProducts;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            description =
                    "A CSV of products: product_id and any of category, margin (a share of the price), in_stock and"
                            + " bought_once (true or false).")
    private @Nullable Path products;

    @Option(
            names = "--by-value",
            description =
                    "Ranks by expected value: the probability times what the customer would pay times the margin.")
    private boolean byValue;

    @Option(
            names = "--diversity",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "From 0 to 1: how much a product loses by being like those above it (default: 0).")
    private double diversity;

    @Option(
            names = "--per-category",
            paramLabel = "N",
            description = "At most so many products of one category in a list.")
    private @Nullable Integer perCategory;

    @Option(
            names = "--per-product",
            paramLabel = "N",
            description = "Every product is shown to at most so many customers, those with the highest scores.")
    private @Nullable Integer perProduct;

    @Option(
            names = "--evaluate",
            paramLabel = "UNTIL",
            converter = Moment.Converter.class,
            description = "Instead of lists, prints how well they would have hit what was bought from --at until then,"
                    + " beside simple lists.")
    private @Nullable Moment until;

    @Option(
            names = "--objections",
            paramLabel = "FILE",
            description =
                    "Customers who object to profiling and get no list: one id a line, or a CSV with a customer_id"
                            + " column.")
    private @Nullable Path objections;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "42", description = "Same seed and data, same lists.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "items.csv",
            description = "Where to write a row per place: customer_id,rank,product_id,score,reason and where it comes"
                    + " from (default: standard output).")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all of it, or the evaluation, as JSON.")
    private @Nullable Path json;

    RecommendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        Destination.requireWritableIfGiven(json);
        Destination.requireDifferent(out, "--out", json, "--json");
        input.requireNotInput(out, "--out");
        input.requireNotInput(json, "--json");
        for (Path read : new Path[] {products, objections}) {
            if (read != null) {
                Destination.requireOther(out, "--out", read);
                Destination.requireOther(json, "--json", read);
            }
        }
        Ranking ranking = ranking();
        RecommenderBuilder builder = Recommender.builder().seed(seed);
        if (products != null) {
            builder.assortment(ProductFile.read(products));
        }
        if (newProducts) {
            builder.newProducts();
        }
        EventLog log = input.readAll(terminal);
        Instant instant = at.in(log.zone());
        builder.window(window(log, instant));
        ExecutorService executor = Processors.others();
        try {
            if (until != null) {
                evaluate(builder, log, instant, executor);
            } else {
                recommend(builder.fit(log, instant, executor), log, instant, ranking, executor);
            }
        } finally {
            executor.shutdownNow();
        }
        return 0;
    }

    private Ranking ranking() {
        Ranking ranking = (byValue ? Ranking.byExpectedValue() : Ranking.byProbability()).diverse(diversity);
        if (perCategory != null) {
            ranking = ranking.atMostPerCategory(perCategory);
        }
        if (until != null && (byValue || diversity > 0 || perCategory != null || perProduct != null)) {
            throw new UsageException(
                    "--evaluate counts what is bought, for which lists are ranked by probability; leave"
                            + " out --by-value, --diversity, --per-category and --per-product");
        }
        return perProduct == null ? ranking : ranking.atMostPerProduct(perProduct);
    }

    private Duration window(EventLog log, Instant instant) {
        if (until == null) {
            return window == null ? Duration.ofDays(WINDOW_DAYS) : window;
        }
        if (window != null) {
            throw new UsageException("--window and --evaluate both say how long the window is; leave one out");
        }
        long days = ChronoUnit.DAYS.between(
                instant.atZone(log.zone()), until.in(log.zone()).atZone(log.zone()));
        if (days < 1) {
            throw new UsageException("--evaluate must be at least a day after --at");
        }
        return Duration.ofDays(days);
    }

    private void recommend(
            Recommender recommender, EventLog log, Instant instant, Ranking ranking, ExecutorService executor)
            throws IOException {
        List<String> customers = input.asked(log, instant, terminal);
        Decisions<Recommendation> lists =
                recommender.recommend(customers, k, ranking, input.objecting(objections, log), executor);
        Destination.write(out, terminal.out(), writer -> lists.writeCsv(writer, Recommendation.class));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(lists.toJson() + "\n"));
        }
        long listed = lists.decisions().stream()
                .filter(one -> one.choice().rank() == 1)
                .count();
        terminal.note("lists of %d customers as of %s", listed, instant);
        lists.excluded().forEach((why, count) -> terminal.note("left out for %s: %d customers", why, count));
        input.cautions(lists.cautions(), terminal);
    }

    private void evaluate(RecommenderBuilder builder, EventLog log, Instant instant, ExecutorService executor)
            throws IOException {
        if (objections != null || out != null) {
            throw new UsageException("--evaluate writes no list; leave out --out and --objections");
        }
        RankingReport report = RecommendationTrial.run(builder, log, instant, executor);
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-16s %-5s %9s %16s %7s %7s %9s %8s %8s%n",
                        "lists",
                        "days",
                        "customers",
                        "ndcg@10 (95 %)",
                        "hit@10",
                        "hit@20",
                        "recall@10",
                        "coverage",
                        "novelty");
        report.rows().forEach(this::print);
        if (report.customersWithoutHistory() > 0) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%d customers bought for the first time; what sells has hit@10 %.3f, ndcg@10 %.4f of theirs%n",
                            report.customersWithoutHistory(),
                            report.ofNewcomers("hit@10").value(),
                            report.ofNewcomers("ndcg@10").value());
        }
        terminal.out().println(report.verdict());
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(report.toJson() + "\n"));
        }
        input.cautions(report.cautions(), terminal);
    }

    private void print(RankingReport.Row row) {
        Estimate ndcg = row.metric("ndcg@10");
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-16s %-5s %9d %.4f %.3f-%.3f %7.3f %7.3f %9.4f %8.3f %8.2f%n",
                        row.model(),
                        row.group(),
                        row.customers(),
                        ndcg.value(),
                        ndcg.low(),
                        ndcg.high(),
                        row.metric("hit@10").value(),
                        row.metric("hit@20").value(),
                        row.metric("recall@10").value(),
                        row.coverage(),
                        row.novelty());
    }
}
