package dev.clv.features.text;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.aspect.AspectOpinion;
import dev.clv.features.text.aspect.AspectReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns which aspects customers speak of.
 *
 * @param minCustomers how many customers must speak of an aspect for it to be kept; positive
 */
record AspectPlan(int minCustomers) implements FittableExtractor {

    static final String NAME = "aspects";

    /** So many aspects that are left out are named, those of the most customers first. */
    private static final int NAMED = 10;

    AspectPlan {
        if (minCustomers < 1) {
            throw new IllegalArgumentException("minCustomers must be at least 1, was " + minCustomers);
        }
    }

    /** Read from its files when it is first needed. */
    static final class Reader {

        private static final AspectReader STANDARD = AspectReader.standard();

        private Reader() {}

        static List<AspectOpinion> read(String text) {
            return STANDARD.read(text);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Learner learner() {
        return new MentionLearner();
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return AspectFeatures.of(state);
    }

    private final class MentionLearner implements Learner {

        private final Map<String, CustomerSet> speakers = new TreeMap<>();

        @Override
        public void add(CustomerHistory history) {
            long customer = 0;
            for (CustomerEvent event : history.events()) {
                String text = WrittenText.of(event);
                if (text != null) {
                    customer = customer == 0 ? CustomerSet.hash(history.customer()) : customer;
                    for (AspectOpinion opinion : Reader.read(text)) {
                        speakers(opinion.aspect()).add(customer);
                    }
                }
            }
        }

        private CustomerSet speakers(String aspect) {
            return speakers.computeIfAbsent(aspect, any -> new CustomerSet(minCustomers));
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(speakers.size());
            speakers.forEach((aspect, customers) -> customers.snapshot(out.text(aspect)));
        }

        @Override
        public void merge(StateReader other) {
            for (int i = other.count(2); i > 0; i--) {
                speakers(other.text()).merge(other);
            }
        }

        @Override
        public FeatureExtractor learned() {
            List<String> kept = speakers.entrySet().stream()
                    .filter(entry -> entry.getValue().isEnough())
                    .map(Map.Entry::getKey)
                    .toList();
            return new AspectFeatures(minCustomers, kept, List.of(report(kept)));
        }

        private ColumnReport report(List<String> kept) {
            if (speakers.isEmpty()) {
                return new ColumnReport("aspects", Kind.IGNORED, "no customer wrote of any", null);
            }
            String some = kept.size() + " of the " + speakers.size() + " that texts speak of";
            return kept.isEmpty()
                    ? new ColumnReport("aspects", Kind.IGNORED, leftOut(), null)
                    : new ColumnReport(
                            "aspects",
                            Kind.NUMBER,
                            kept.size() == speakers.size() ? some : some + "; " + leftOut(),
                            null);
        }

        /** Aspects are named as in the list that comes with the library, so that a name tells nothing of a person. */
        private String leftOut() {
            List<String> rare = speakers.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEnough())
                    .sorted(Comparator.comparingInt((Map.Entry<String, CustomerSet> entry) ->
                                    -entry.getValue().size())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(entry -> entry.getKey() + " (" + entry.getValue().size() + ")")
                    .toList();
            int more = rare.size() - NAMED;
            return "fewer than " + minCustomers + " customers each wrote of "
                    + String.join(", ", rare.subList(0, Math.min(NAMED, rare.size())))
                    + (more > 0 ? " and " + more + " more" : "");
        }
    }
}
