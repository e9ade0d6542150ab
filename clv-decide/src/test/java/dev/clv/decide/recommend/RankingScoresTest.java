package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.decide.Estimate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingScoresTest {

    private static final int[] BOTH = {0, 1};

    private final RankingScores scores =
            new RankingScores(List.of(List.of("x", "q", "y"), List.of("q")), List.of(Set.of("x", "y"), Set.of("z")));

    @Test
    void metricsAreThoseOfTheirFormulas() {
        Map<String, Estimate> measures = scores.measures(BOTH, 1);

        assertThat(measures.get("hit@5").value()).isEqualTo(0.5);
        assertThat(measures.get("recall@5").value()).isEqualTo(0.5);
        double log3 = Math.log(3) / Math.log(2);
        assertThat(measures.get("ndcg@5").value()).isCloseTo((1 + 0.5) / (1 + 1 / log3) / 2, within(1e-12));
    }

    @Test
    void intervalsHoldTheValueAndComeOutTheSame() {
        Estimate hit = scores.measures(BOTH, 1).get("hit@10");

        assertThat(hit.low()).isZero();
        assertThat(hit.high()).isEqualTo(1);
        assertThat(scores.measures(BOTH, 1)).isEqualTo(scores.measures(BOTH, 1));
        assertThat(scores.measures(new int[0], 1).get("hit@10").value()).isNaN();
    }

    @Test
    void coverageCountsProductsThatWereSoldAndNoveltyTheirBuyers() {
        assertThat(scores.coverage(10, BOTH, Set.of("x", "y", "a", "b"))).isEqualTo(0.5);
        // Shown: x (4 of 8), q (unknown: counts as 1 of 8), y (2 of 8), q.
        assertThat(scores.novelty(10, BOTH, Map.of("x", 4, "y", 2), 8)).isCloseTo((1 + 3 + 2 + 3) / 4.0, within(1e-12));
    }

    @Test
    void aListIsNotDifferentFromItself() {
        assertThat(scores.difference("ndcg@10", scores, BOTH, 1)).isEqualTo(new Estimate(0, 0, 0));
    }
}
