package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.decide.SharedData;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Online Retail as of 2011-09-10, products bought in the 30 days after it. The bounds are those of a protocol whose
 * simple lists reach an NDCG at 10 of .344 (decayed frequency) for any product and .063 (popular in 7 days) for new
 * ones.
 */
class OnlineRetailTest {

    private static final Instant AT = Instant.parse("2011-09-09T23:00:00Z");

    /** Products that are goods, spelled one way. */
    private static EventLog log() {
        EventLog read = SharedData.onlineRetail();
        EventLog.Builder log = EventLog.builder().zone(read.zone()).currency(read.currency());
        for (String customer : read.customers()) {
            for (CustomerEvent event : read.history(customer).events()) {
                if (event instanceof Purchase p && isGoods(p.product())) {
                    log.add(
                            customer,
                            new Purchase(p.time(), p.amount(), p.quantity(), p.order(), code(p.product()), null));
                } else if (event instanceof Refund r && isGoods(r.product())) {
                    log.add(
                            customer,
                            new Refund(r.time(), r.amount(), r.quantity(), r.order(), code(r.product()), null));
                }
            }
        }
        return log.build();
    }

    private static boolean isGoods(@Nullable String product) {
        return product != null && code(product).matches("\\d{5}.*");
    }

    private static String code(String product) {
        return product.strip().toUpperCase(Locale.ROOT);
    }

    private static double ndcg(RankingReport report, String model, String group) {
        return report.row(model, group).metric("ndcg@10").value();
    }

    private static double metric(RankingReport report, String name) {
        return report.row("recommender", "all").metric(name).value();
    }

    @Test
    void whatIsBoughtNextIsFoundBetterThanBySimpleLists() throws IOException {
        RankingReport report = RecommendationTrial.run(Recommender.builder(), log(), AT, Runnable::run);

        assertThat(report.row("recommender", "all").customers()).isEqualTo(940).isEqualTo(customers("any"));
        // The simple lists of the protocol, so that the same thing is counted the same way.
        assertThat(ndcg(report, "popular", "all")).isBetween(0.0900, 0.0902);
        assertThat(ndcg(report, "again_decayed", "all")).isBetween(0.3434, 0.3436);
        assertThat(metric(report, "ndcg@10")).isGreaterThan(0.341);
        assertThat(metric(report, "hit@10")).isGreaterThan(0.785);
        assertThat(metric(report, "recall@10")).isGreaterThan(0.160);
        assertThat(metric(report, "ndcg@20")).isGreaterThan(0.320);
        assertThat(report.row("recommender", "all").coverage()).isGreaterThan(0.28);
        for (String group : new String[] {"1", "2-4", "5+"}) {
            assertThat(ndcg(report, "recommender", group)).isGreaterThan(ndcg(report, "again_decayed", group));
        }
        assertThat(report.verdict()).endsWith("The recommender is better than every simple list.");
    }

    @Test
    void whatIsNewToACustomerIsFoundMuchBetterThanByPopularity() throws IOException {
        RankingReport report = RecommendationTrial.run(Recommender.builder().newProducts(), log(), AT, Runnable::run);

        assertThat(report.row("recommender", "all").customers()).isEqualTo(879).isEqualTo(customers("new"));
        assertThat(ndcg(report, "popular_7_days", "all")).isBetween(0.0627, 0.0630);
        assertThat(metric(report, "ndcg@10")).isGreaterThan(0.118);
        assertThat(metric(report, "hit@10")).isGreaterThan(0.48);
        assertThat(metric(report, "recall@10")).isGreaterThan(0.068);
        assertThat(report.row("recommender", "all").coverage()).isGreaterThan(0.15);
        assertThat(report.verdict()).endsWith("The recommender is better than every simple list.");
    }

    /** How many customers the protocol scores. */
    private static int customers(String task) throws IOException {
        Set<String> customers = new HashSet<>();
        for (String line : SharedData.lines("protocols/decide/recommend/truth_2011-09-10.csv.gz")) {
            String[] cells = line.split(",");
            if (cells[2].equals("1") || task.equals("any") && cells[2].equals("0")) {
                customers.add(cells[0]);
            }
        }
        return customers.size();
    }
}
