package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.decide.Decisions;
import dev.clv.decide.recommend.RankingReport;
import dev.clv.decide.recommend.Recommendation;
import dev.clv.decide.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendCommandTest {

    @TempDir
    private static Path folder;

    private static Path events;

    @BeforeAll
    static void simulate() {
        events = folder.resolve("events.csv.gz");
        assertThat(Session.run("simulate", "--customers", "400", "--seed", "4", "--out", events.toString())
                        .code())
                .isZero();
    }

    private static Session recommend(Object... options) {
        return Session.run(Stream.concat(Stream.of("recommend", events), Arrays.stream(options))
                .map(Object::toString)
                .toArray(String[]::new));
    }

    private static List<String[]> rows(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).startsWith("customer_id,rank,product_id,score,reason");
        return lines.stream().skip(1).map(line -> line.split(",")).toList();
    }

    @Test
    void everyCustomerGetsAListInCsvAndTheSameInJson() throws IOException {
        Path out = folder.resolve("items.csv");
        Path json = folder.resolve("items.json");

        Session session = recommend("--at", "2024-06-17", "--k", "3", "--out", out, "--json", json);

        assertThat(session.code()).as(session.err()).isZero();
        Decisions<Recommendation> lists =
                Decisions.fromJson(Files.readString(json), Recommender.KIND, Recommendation.class);
        assertThat(rows(out))
                .extracting(row -> row[0] + row[1] + row[2])
                .isEqualTo(lists.decisions().stream()
                        .map(one -> one.customer()
                                + one.choice().rank()
                                + one.choice().productId())
                        .toList());
        long customers = rows(out).stream().map(row -> row[0]).distinct().count();
        assertThat(session.err()).contains("lists of " + customers + " customers as of 2024-06-17T00:00:00Z");
    }

    @Test
    void whoIsNotAskedForStillTeachesAndWhoObjectsGetsNoList() throws IOException {
        Path all = folder.resolve("all.csv");
        Path some = folder.resolve("some.csv");
        Path asked = Files.writeString(folder.resolve("asked.txt"), "C0000001\nC0000002\nC0000003\n");
        Path objections = Files.writeString(folder.resolve("objections.txt"), "C0000002\nC9999999\n");
        assertThat(recommend("--at", "2024-06-17", "--out", all).code()).isZero();

        Session session =
                recommend("--at", "2024-06-17", "--customers", asked, "--objections", objections, "--out", some);

        assertThat(session.code()).as(session.err()).isZero();
        List<String> expected = Files.readAllLines(all).stream()
                .filter(line -> !line.startsWith("C") || line.startsWith("C0000001,") || line.startsWith("C0000003,"))
                .filter(line -> line.startsWith("C") || line.startsWith("customer_id"))
                .toList();
        assertThat(Files.readAllLines(some)).isEqualTo(expected);
        assertThat(session.err())
                .contains("left out for objection to profiling: 1 customers")
                .contains("1 of the 2 customers to be left out were not met");
    }

    @Test
    void productsOfTheFileAreRankedByTheirMarginsAndWithoutStockNotShown() throws IOException {
        Path out = folder.resolve("limited.csv");
        Path products = Files.writeString(
                folder.resolve("products.csv"),
                "product_id,category,margin,in_stock,bought_once\nP001,,0.5,false,\nP002,,,,true\nP003,,-0.2,true,false\n");

        Session session = recommend(
                "--at", "2024-06-17", "--products", products, "--by-value", "--per-product", "20", "--out", out);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(rows(out)).noneMatch(row -> Set.of("P001", "P003").contains(row[2]));
        assertThat(rows(out).stream()
                        .collect(Collectors.groupingBy(row -> row[2], Collectors.counting()))
                        .values())
                .allMatch(count -> count <= 20);
    }

    @Test
    void anEvaluationIsPrintedBesideSimpleListsWithAVerdict() throws IOException {
        Path json = folder.resolve("evaluation.json");

        Session session = recommend("--at", "2024-05-01", "--evaluate", "2024-06-15", "--new", "--json", json);

        assertThat(session.code()).as(session.err()).isZero();
        RankingReport report = RankingReport.fromJson(Files.readString(json));
        assertThat(report.windowDays()).isEqualTo(45);
        assertThat(session.out()).contains("popular_30_days").contains(report.verdict());
    }
}
