package dev.clv.examples.cli.config;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ModelBuilder;
import dev.clv.Tiers;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.library.LibraryExtractors;
import dev.clv.features.select.FeatureSelection;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.label.Target;
import dev.clv.nn.describe.Description;
import dev.clv.nn.train.Precision;
import dev.clv.train.Activation;
import dev.clv.train.NetworkSettings;
import dev.clv.train.SequenceSettings;
import dev.clv.train.TrainingSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part {@code training}: every knob of the builders of models. */
final class TrainingConfig {

    private static final List<String> LOG_ONLY =
            List.of("horizon", "horizons", "origins", "step", "features", "targets", "purchaseModel", "sequence");

    private static final String STANDARD = "standard";

    private TrainingConfig() {}

    static void check(ConfigObject part) {
        applyToLog(part, ClvModel.builder());
    }

    /** Knobs that an event log has and a plain table has not come first. */
    static void applyToLog(ConfigObject part, ClvModelBuilder builder) {
        part.text("horizon", horizon -> builder.horizon(Span.parse(horizon)));
        part.texts(
                "horizons",
                spans -> builder.horizons(spans.stream().map(Span::parse).toArray(Duration[]::new)));
        int[] origins = {0};
        Duration[] step = {Duration.ofDays(30)};
        part.text("step", text -> step[0] = Span.parse(text));
        part.count("origins", count -> origins[0] = count);
        if (part.has("step") && !part.has("origins")) {
            throw part.wrong(
                    "step", "says how far apart origins are; give their number with \"origins\", or leave it out");
        }
        if (origins[0] > 0) {
            builder.origins(origins[0], step[0]);
        }
        part.texts("features", names -> builder.features(plan(part, names)));
        part.texts(
                "targets",
                names -> builder.targets(names.stream().map(Target::of).toArray(Target[]::new)));
        part.choice("purchaseModel", builder::purchaseModel);
        part.object("sequence", sequence -> sequence(sequence, builder));
        apply(part, builder);
    }

    private static void sequence(ConfigObject part, ClvModelBuilder builder) {
        if (!part.has("encoder")) {
            throw part.wrong("encoder", "is missing; name one, such as \"gru:64\"");
        }
        part.text("encoder", word -> builder.sequence(s -> s.encoder(word)));
        part.count("length", most -> builder.sequence(s -> s.length(most)));
        part.flag("always", () -> builder.sequence(SequenceSettings::always));
    }

    /** Knobs that only an event log has are refused as such. */
    static void applyToTable(ConfigObject part, ModelBuilder<?> builder) {
        LOG_ONLY.forEach(
                key -> part.absent(key, "is for event logs only; leave it out in a configuration for plain tables"));
        apply(part, builder);
    }

    private static void apply(ConfigObject part, ModelBuilder<?> builder) {
        part.text("currency", builder::currency);
        part.object("select", select -> builder.features(rules -> selection(select, rules)));
        part.object("network", network -> builder.network(settings -> network(network, settings)));
        part.named("loss", loss -> builder.loss(Parts.loss(loss)));
        part.named("optimizer", optimizer -> builder.optimizer(Parts.optimizer(optimizer)));
        part.count("batchSize", builder::batchSize);
        part.object("earlyStopping", stopping -> {
            stopping.count(
                    "patience", patience -> builder.settings(builder.settings().patience(patience)));
            stopping.count(
                    "epochs",
                    epochs -> builder.earlyStopping(epochs, builder.settings().patience()));
        });
        part.text("precision", name -> builder.precision(precision(part, name)));
        part.object("tiers", tiers -> builder.tiers(tiers(tiers)));
        part.whole("seed", builder::seed);
        part.count("threads", builder::threads);
        part.text("timeLimit", limit -> builder.timeLimit(Span.parse(limit), System::nanoTime));
        part.text("checkpoints", folder -> builder.checkpoints(Path.of(folder)));
        part.text("tensorBoard", folder -> builder.tensorBoard(Path.of(folder), Clock.systemUTC()));
    }

    private static Precision precision(ConfigObject part, String name) {
        return Arrays.stream(Precision.values())
                .filter(precision -> word(precision).equals(name))
                .findFirst()
                .orElseThrow(() -> part.wrong(
                        "precision",
                        "must be one of "
                                + Arrays.stream(Precision.values())
                                        .map(TrainingConfig::word)
                                        .toList()
                                + ", was '" + name + "'"));
    }

    private static String word(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private static Tiers tiers(ConfigObject part) {
        if (part.has("shares") && part.has("amounts")) {
            throw part.wrong("amounts", "contradicts \"shares\": tiers have one or the other; leave one out");
        }
        Tiers[] tiers = {Tiers.abc()};
        part.numbers("shares", shares -> tiers[0] = Tiers.byShare(shares));
        part.numbers("amounts", amounts -> tiers[0] = Tiers.byAmount(amounts));
        part.texts("names", names -> tiers[0] = tiers[0].named(names.toArray(String[]::new)));
        return tiers[0];
    }

    private static NetworkSettings network(ConfigObject part, NetworkSettings settings) {
        List<UnaryOperator<NetworkSettings>> changes = new ArrayList<>();
        part.counts("hidden", widths -> changes.add(n -> n.hidden(widths)));
        part.number("dropout", rate -> changes.add(n -> n.dropout(rate)));
        part.text("activation", word -> changes.add(n -> n.activation(Activation.of(word))));
        part.number("l2", weight -> changes.add(n -> n.l2(weight)));
        part.texts("rising", names -> changes.add(n -> n.rising(names.toArray(String[]::new))));
        part.texts("falling", names -> changes.add(n -> n.falling(names.toArray(String[]::new))));
        part.count("members", members -> changes.add(n -> n.members(members)));
        NetworkSettings changed = settings;
        for (UnaryOperator<NetworkSettings> change : changes) {
            changed = change.apply(changed);
        }
        return changed;
    }

    private static FeatureSelection selection(ConfigObject part, FeatureSelection rules) {
        List<UnaryOperator<FeatureSelection>> changes = new ArrayList<>();
        part.flag("dropConstant", () -> changes.add(FeatureSelection::dropConstant));
        part.flag("dropDuplicates", () -> changes.add(FeatureSelection::dropDuplicates));
        part.number("dropCollinear", limit -> changes.add(select -> select.dropCollinear(limit)));
        part.number("keepImportant", share -> changes.add(select -> select.keepImportant(share)));
        part.count("keepMostImportant", count -> changes.add(select -> select.keepMostImportant(count)));
        part.object("stable", stable -> changes.add(stable(stable)));
        part.texts("keep", names -> changes.add(select -> select.keep(names.toArray(String[]::new))));
        part.whole("seed", seed -> changes.add(select -> select.seed(seed)));
        FeatureSelection changed = rules;
        for (UnaryOperator<FeatureSelection> change : changes) {
            changed = change.apply(changed);
        }
        return changed;
    }

    private static UnaryOperator<FeatureSelection> stable(ConfigObject part) {
        int[] resamples = {20};
        double[] share = {0.7};
        part.count("resamples", count -> resamples[0] = count);
        part.number("share", least -> share[0] = least);
        return select -> select.stable(resamples[0], share[0]);
    }

    /** Extractors by name, of which {@value #STANDARD} stands for all standard ones. */
    static FeaturePlan plan(ConfigObject part, List<String> names) {
        Map<String, FittableExtractor> known = LibraryExtractors.byName();
        String knownNames = known.keySet() + ", and '" + STANDARD + "' for all standard ones";
        if (names.isEmpty()) {
            throw part.wrong("features", "names no extractor; name one or more of " + knownNames);
        }
        Map<String, FittableExtractor> chosen = new LinkedHashMap<>();
        for (String name : names) {
            FittableExtractor extractor = known.get(name);
            if (extractor == null && !name.equals(STANDARD)) {
                throw part.wrong("features", "has an unknown extractor '" + name + "'; known are " + knownNames);
            }
            for (FittableExtractor each : extractor == null ? StandardExtractors.all() : List.of(extractor)) {
                if (chosen.put(each.name(), each) != null) {
                    throw part.wrong(
                            "features",
                            "names '" + each.name() + "' twice"
                                    + (names.contains(STANDARD) ? ", as '" + STANDARD + "' stands for it too" : "")
                                    + "; name it once");
                }
            }
        }
        return FeaturePlan.of(List.copyOf(chosen.values()));
    }

    static Map<String, @Nullable Object> defaults() {
        TrainingSettings settings = TrainingSettings.defaults();
        Map<String, @Nullable Object> network = new LinkedHashMap<>();
        network.put("hidden", Arrays.stream(settings.network().widths()).boxed().toList());
        network.put("dropout", settings.network().dropoutRate());
        network.put("activation", settings.network().activation().word());
        network.put("l2", settings.network().l2());
        network.put("rising", List.of());
        network.put("falling", List.of());
        network.put("members", settings.network().members());
        Map<String, @Nullable Object> stopping = new LinkedHashMap<>();
        stopping.put("epochs", null);
        stopping.put("patience", settings.patience());
        Map<String, @Nullable Object> select = new LinkedHashMap<>();
        select.put("dropConstant", false);
        select.put("dropDuplicates", false);
        select.put("dropCollinear", null);
        select.put("keepImportant", null);
        select.put("keepMostImportant", null);
        select.put("stable", null);
        select.put("keep", List.of());
        select.put("seed", 42);
        Map<String, @Nullable Object> tiers = new LinkedHashMap<>();
        tiers.put("shares", Tiers.abc().limits());
        tiers.put("amounts", null);
        tiers.put("names", Tiers.abc().names());
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        defaults.put("horizon", "180d");
        defaults.put("horizons", List.of());
        defaults.put("origins", null);
        defaults.put("step", null);
        defaults.put("features", null); // of which commands and options decide
        defaults.put("targets", List.of("value"));
        defaults.put("purchaseModel", true);
        defaults.put("sequence", null);
        defaults.put("currency", null);
        defaults.put("select", select);
        defaults.put("network", network);
        defaults.put("loss", words(settings.loss().describe()));
        defaults.put("optimizer", words(settings.optimizer().describe()));
        defaults.put("batchSize", settings.batchSize());
        defaults.put("earlyStopping", stopping);
        defaults.put("precision", word(settings.precision()));
        defaults.put("tiers", tiers);
        defaults.put("seed", settings.seed());
        defaults.put("threads", null);
        defaults.put("timeLimit", null);
        defaults.put("checkpoints", null);
        defaults.put("tensorBoard", null);
        return defaults;
    }

    /** The same of a plain table, where knobs that only an event log has are nothing. */
    static Map<String, @Nullable Object> tableDefaults() {
        Map<String, @Nullable Object> defaults = defaults();
        LOG_ONLY.forEach(key -> defaults.put(key, null));
        return defaults;
    }

    private static Map<String, @Nullable Object> words(Description part) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("name", part.word());
        words.putAll(part.numbers());
        return words;
    }
}
