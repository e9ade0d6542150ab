package dev.clv.train;

import dev.clv.features.Feature;
import dev.clv.features.prepare.PreparedColumn;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.train.NamedParameters.Part;
import dev.clv.train.NamedParameters.Rows;
import dev.clv.value.NetworkEnsemble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The weights of an earlier ensemble as those that new networks start from. What they read is found by name: what the
 * first layer learned of a column, or the layers of a sequence of a feature of tokens or a word, goes to that of the
 * same name. A column or a feature that is new starts without a weight, so that it changes nothing until it is learned;
 * a word that is new starts at random, as at the beginning of any training.
 */
final class WarmStart {

    private final List<double[]> networks;
    private final String news;

    private WarmStart(List<double[]> networks, String news) {
        this.networks = networks;
        this.news = news;
    }

    /**
     * The start of networks on these rows.
     *
     * @throws IllegalArgumentException if the earlier networks have other layers, targets or another loss
     */
    static WarmStart of(EarlierNetworks earlier, NetworkSpec spec, TrainingRows rows) {
        NetworkEnsemble ensemble = earlier.networks();
        if (!ensemble.targets().equals(rows.targets())) {
            throw refused("targets " + ensemble.targets(), rows.targets().toString());
        }
        NetworkSpec before = ensemble.networks().get(0).spec();
        String loss = spec.loss().describe().word();
        String other = before.loss().describe().word();
        if (!loss.equals(other)) {
            throw refused("loss '" + other + "'", "'" + loss + "'");
        }
        FittedEventTokens read = rows.tokens();
        List<Feature> tokenFeatures = read == null ? List.of() : read.tokenFeatures();
        List<String> columns = names(rows.preparation().columns());
        List<String> columnsBefore = names(ensemble.preparation().columns());
        List<Part> to = NamedParameters.of(spec, columns, tokenFeatures);
        List<Part> from = NamedParameters.of(before, columnsBefore, earlier.tokenFeatures());
        requireSameLayers(from, before, to, spec);
        return new WarmStart(
                IntStream.range(0, ensemble.networks().size())
                        .mapToObj(member -> parameters(ensemble.networks().get(member), from, spec, to, member))
                        .toList(),
                news(plain(before, columnsBefore), plain(spec, columns), earlier.tokenFeatures(), tokenFeatures));
    }

    private static List<String> names(List<PreparedColumn> columns) {
        return columns.stream().map(PreparedColumn::name).toList();
    }

    /** The columns that are no tokens. */
    private static List<String> plain(NetworkSpec spec, List<String> columns) {
        return columns.subList(0, spec.sequence().map(SequenceShape::columns).orElse(columns.size()));
    }

    /** Embeddings may come and go with the features of tokens. */
    static void requireSameLayers(List<Part> from, NetworkSpec before, List<Part> to, NetworkSpec spec) {
        List<Part> old = withoutWords(from);
        List<Part> now = withoutWords(to);
        if (!old.stream()
                .map(Part::name)
                .toList()
                .equals(now.stream().map(Part::name).toList())) {
            throw refused("layers " + before.layerNames(), spec.layerNames().toString());
        }
        for (int i = 0; i < now.size(); i++) {
            Part was = old.get(i);
            Part is = now.get(i);
            boolean ofOtherRows = is.kind() == Rows.OWN || was.kind() == Rows.OWN
                    ? is.names().size() != was.names().size()
                    : is.kind() != was.kind();
            if (ofOtherRows || is.columns() != was.columns()) {
                throw refused(
                        "parameter '" + was.name() + "' of " + was.names().size() + " x " + was.columns(),
                        is.names().size() + " x " + is.columns());
            }
        }
    }

    private static List<Part> withoutWords(List<Part> parts) {
        return parts.stream().filter(part -> part.kind() != Rows.WORDS).toList();
    }

    /** The parameters of a network, as the start of another one. */
    static double[] parameters(Network network, List<Part> from, NetworkSpec spec, List<Part> to, int member) {
        Map<String, Part> old = new HashMap<>();
        from.forEach(part -> old.put(part.name(), part));
        double[] read = network.parameterArray();
        double[] fresh = spec.initialParameters(member);
        double[] written = new double[fresh.length];
        for (Part part : to) {
            if (part.kind() == Rows.WORDS) {
                System.arraycopy(fresh, part.at(), written, part.at(), part.size());
            }
            Part was = old.get(part.name());
            if (was != null) {
                copyByName(read, was, written, part);
            }
        }
        return written;
    }

    /** Of embeddings of another size, the numbers that both have. */
    private static void copyByName(double[] from, Part was, double[] to, Part is) {
        Map<String, Integer> places = new HashMap<>();
        for (int row = 0; row < was.names().size(); row++) {
            places.put(was.names().get(row), row);
        }
        int width = Math.min(was.columns(), is.columns());
        for (int row = 0; row < is.names().size(); row++) {
            Integer place = places.get(is.names().get(row));
            if (place != null) {
                System.arraycopy(from, was.at() + place * was.columns(), to, is.at() + row * is.columns(), width);
            }
        }
    }

    /** What the earlier networks did not know, for people; empty if they knew all. */
    private static String news(
            List<String> before, List<String> columns, List<Feature> tokensBefore, List<Feature> tokens) {
        List<String> news = new ArrayList<>();
        add(news, before, columns, "input");
        add(
                news,
                tokensBefore.stream().map(Feature::name).toList(),
                tokens.stream().map(Feature::name).toList(),
                "feature of events");
        add(news, words(tokensBefore), words(tokens), "word of events");
        return news.isEmpty() ? "" : "; new are " + String.join(", ", news);
    }

    private static List<String> words(List<Feature> tokens) {
        return tokens.stream()
                .flatMap(feature -> feature.categories().stream().map(word -> feature.name() + " " + word))
                .toList();
    }

    private static void add(List<String> news, List<String> before, List<String> now, String what) {
        Set<String> unknown = new HashSet<>(now);
        before.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            news.add(unknown.size() + " " + (unknown.size() == 1 ? what : what.replaceFirst("^\\w+", "$0s")));
        }
    }

    private static IllegalArgumentException refused(String was, String is) {
        return new IllegalArgumentException(
                "startingFrom(...) names a model with the " + was + ", but this training has " + is
                        + "; leave startingFrom(...) out, or train with the settings of that model");
    }

    /** The start of one network, in the order of its parameters; not to be modified. */
    double[] parameters(int member) {
        return networks.get(member % networks.size());
    }

    /** What the earlier networks did not know, as an addition to the name of their model; empty if nothing. */
    String news() {
        return news;
    }
}
