package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** See {@link BehaviourExtractors#channels(int, String...)}. */
final class Channels extends LearnedExtractor {

    private static final String GROUP = "channels";
    private static final String ATTRIBUTE = "attribute.";
    private static final int MOST_VALUES = 8;

    /** By attribute the values that enough customers have, if any have. */
    private final Map<String, List<String>> values;

    private Channels(LearnedPlan plan, Population population, Map<String, List<String>> values) {
        super(plan, population, features(values));
        this.values = values;
    }

    static LearnedPlan plan(int minCustomers, List<String> attributes) {
        List<String> tables =
                attributes.stream().map(attribute -> ATTRIBUTE + attribute).toList();
        return new LearnedPlan(
                "channels",
                minCustomers,
                tables,
                (history, sums) -> survey(attributes, history, sums),
                (plan, population) -> new Channels(plan, population, values(population)));
    }

    private static void survey(List<String> attributes, CustomerHistory history, PopulationSums sums) {
        long customer = CustomerSet.hash(history.customer());
        for (AttributeChange change : history.events(AttributeChange.class)) {
            if (attributes.contains(change.name()) && !change.value().isBlank()) {
                sums.add(ATTRIBUTE + change.name(), change.value(), customer, BigDecimal.ONE);
            }
        }
    }

    private static Map<String, List<String>> values(Population population) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String table : population.tables()) {
            population.require(table, 1);
            List<String> frequent = population.names(table).stream()
                    .sorted(Comparator.<String>comparingDouble(value -> -population.sum(table, value, 0))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(MOST_VALUES)
                    .sorted()
                    .toList();
            if (!frequent.isEmpty()) {
                values.put(table.substring(ATTRIBUTE.length()), frequent);
            }
        }
        return values;
    }

    private static List<Feature> features(Map<String, List<String>> values) {
        List<Feature> features = new ArrayList<>();
        values.forEach((name, known) -> {
            features.add(Feature.categorical(name + "_first", "The " + name + " of the first purchase", GROUP, known));
            features.add(Feature.categorical(name + "_last", "The " + name + " of the last purchase", GROUP, known));
            features.add(Feature.numeric(
                    name + "_values", "values", "Different values of " + name + " at purchases", GROUP));
            features.add(Feature.numeric(
                    name + "_main_share", "share", "Share of purchase lines under the most used " + name, GROUP));
            for (String value : known) {
                features.add(Feature.numeric(
                        name + "_share." + value,
                        "share",
                        "Share of purchase lines with " + name + " '" + value + "'",
                        GROUP));
            }
        });
        return features;
    }

    @Override
    public State begin(CustomerContext customer) {
        return new ChannelState();
    }

    private final class ChannelState implements State {

        /** By attribute; the value after all known ones stands for any other. */
        private final Map<String, Channel> channels = values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Channel(entry.getValue().size() + 1),
                        (a, b) -> a,
                        TreeMap::new));

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase) {
                channels.values().forEach(channel -> channel.purchase(event.time()));
            } else if (event instanceof AttributeChange change
                    && !change.value().isBlank()) {
                Channel channel = channels.get(change.name());
                List<String> known = values.get(change.name());
                if (channel != null && known != null) {
                    int value = known.indexOf(change.value());
                    channel.change(change.time(), value < 0 ? known.size() : value);
                }
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            int at = offset;
            for (Channel channel : channels.values()) {
                long[] lines = channel.lines();
                long all = Arrays.stream(lines).sum();
                row[at++] = channel.first() == Channel.UNKNOWN ? Double.NaN : channel.first();
                row[at++] = channel.last() == Channel.UNKNOWN ? Double.NaN : channel.last();
                row[at++] = Arrays.stream(lines).filter(count -> count > 0).count();
                row[at++] = share(Arrays.stream(lines).max().orElse(0), all);
                for (int value = 0; value < lines.length - 1; value++) {
                    row[at++] = share(lines[value], all);
                }
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            channels.values().forEach(channel -> channel.snapshot(out));
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            channels.values().forEach(channel -> channel.merge(later));
        }
    }
}
