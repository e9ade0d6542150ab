package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** See {@link BehaviourExtractors#diversity()}. */
final class Diversity extends ComputedExtractor {

    Diversity() {
        super(
                "diversity",
                List.of(
                        Feature.numeric(
                                "category_entropy",
                                "nats",
                                "How evenly purchases are spread over categories, 0 for one category",
                                "diversity"),
                        Feature.numeric(
                                "effective_categories",
                                "categories",
                                "As many evenly bought categories would be spread as far",
                                "diversity")));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new DiversityState();
    }

    private static final class DiversityState implements State {

        private final Map<String, Long> lines = new TreeMap<>();

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase && purchase.category() != null) {
                lines.merge(purchase.category(), 1L, Long::sum);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            double entropy =
                    Entropy.of(lines.values().stream().mapToLong(count -> count).toArray());
            row[offset] = entropy;
            row[offset + 1] = StrictMath.exp(entropy);
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(lines.size());
            lines.forEach((category, count) -> out.text(category).whole(count));
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = later.count(2); i > 0; i--) {
                lines.merge(later.text(), later.whole(), Long::sum);
            }
        }
    }
}
