package dev.clv;

import dev.clv.features.Feature;
import dev.clv.features.event.EventLog;
import dev.clv.internal.Placeholders;
import dev.clv.label.Horizon;
import dev.clv.label.Population;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same question about several customers of a log, in order. */
record Questions(List<Question> all) {

    static final String ATTRIBUTE = "attr.";

    static Questions of(EventLog log, Collection<String> customers, Instant at) {
        return new Questions(customers.stream()
                .map(customer -> Question.of(log.history(customer), at))
                .toList());
    }

    /** @param raw a prediction for each */
    List<ClvPrediction> answers(List<ClvPrediction> raw, Horizon horizon) {
        List<ClvPrediction> answers = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            answers.add(all.get(i).answer(raw.get(i), horizon));
        }
        return answers;
    }

    /** Which customers bought in the last horizon. */
    BitSet recent(Horizon horizon) {
        BitSet recent = new BitSet(all.size());
        for (int i = 0; i < all.size(); i++) {
            Question question = all.get(i);
            Instant from = horizon.before(question.at(), question.known().zone());
            recent.set(i, Population.hasBoughtSince(question.known(), from));
        }
        return recent;
    }

    /** How many orders each customer has made who bought anything. */
    int[] orders() {
        return all.stream()
                .mapToInt(question -> Placeholders.orders(question.known()))
                .filter(orders -> orders > 0)
                .toArray();
    }

    /** The values of attributes; not thread-safe. */
    RowWords words() {
        return new RowWords() {
            private int last = -1;
            private Map<String, String> attributes = Map.of();

            @Override
            public @Nullable String of(int row, Feature feature) {
                if (!feature.name().startsWith(ATTRIBUTE)) {
                    return null;
                }
                if (row != last) {
                    attributes = all.get(row).known().attributes();
                    last = row;
                }
                return attributes.get(feature.name().substring(ATTRIBUTE.length()));
            }
        };
    }
}
