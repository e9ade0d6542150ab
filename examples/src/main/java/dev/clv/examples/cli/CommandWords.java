package dev.clv.examples.cli;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a message of the library advises in words that can be followed on the command line: a method becomes the
 * option, the key of the mapping or the key of {@code --config} that does the same.
 */
final class CommandWords {

    /** Names that occur in messages on their own as well as with brackets. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("maxSkippedShare", config("reading.maxSkippedShare")),
            Map.entry("negativeAmountsAsRefunds", config("reading.negativeAmountsAsRefunds")),
            Map.entry("winsorizeAmountsAt", config("reading.winsorizeAmountsAt")),
            Map.entry("maxFieldLength", config("reading.maxFieldLength")),
            Map.entry("maxAttributes", config("reading.maxAttributes")),
            Map.entry("keepBlanks", config("reading.keepBlanks")),
            Map.entry("observedUntil", "--observed-until"),
            Map.entry("dropMissing", config("table.dropMissing")),
            Map.entry("dropDuplicates", config("table.dropDuplicates")),
            Map.entry("earlyStopping", config("training.earlyStopping")),
            Map.entry("timeLimit", config("training.timeLimit")),
            Map.entry("tensorBoard", config("training.tensorBoard")));

    /** Names that are words too, and stand for methods only where brackets follow. */
    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("strict", config("reading.strict")),
            Map.entry("rates", config("reading.rates")),
            Map.entry("zone", config("reading.zone")),
            Map.entry("currency", "\"currency\" of the mapping, or " + config("reading.currency")),
            Map.entry("mapping", "--mapping"),
            Map.entry("missing", config("reading.missing")),
            Map.entry("attributes", "--attributes"),
            Map.entry("categorical", config("table.categorical")),
            Map.entry("exclude", "--exclude"),
            Map.entry("label", "--label"),
            Map.entry("id", "--id"),
            Map.entry("horizon", "--horizon"),
            Map.entry("horizons", "--horizons"),
            Map.entry("origins", "--origins"),
            Map.entry("seed", "--seed"),
            Map.entry("threads", "--threads"),
            Map.entry("features", config("training.features")),
            Map.entry("targets", config("training.targets")),
            Map.entry("purchaseModel", config("training.purchaseModel")),
            Map.entry("tiers", config("training.tiers")),
            Map.entry("loss", config("training.loss")),
            Map.entry("optimizer", config("training.optimizer")),
            Map.entry("network", config("training.network")),
            Map.entry("hidden", config("training.network.hidden")),
            Map.entry("dropout", config("training.network.dropout")),
            Map.entry("l2", config("training.network.l2")),
            Map.entry("rising", config("training.network.rising")),
            Map.entry("falling", config("training.network.falling")),
            Map.entry("members", config("training.network.members")),
            Map.entry("batchSize", config("training.batchSize")),
            Map.entry("checkpoints", config("training.checkpoints")),
            Map.entry("train", "'clv train'"),
            Map.entry("save", "'clv train'"));

    private static final Pattern METHOD = Pattern.compile("\\b(\\w+)\\((?:\\.\\.\\.|[^()]*)\\)");
    private static final Pattern SETTING =
            Pattern.compile("(?<![.\\w'])(" + String.join("|", SETTINGS.keySet()) + ")\\b");

    private CommandWords() {}

    private static String config(String key) {
        return "\"" + key + "\" of --config";
    }

    static String translate(String message) {
        String methods = METHOD.matcher(message).replaceAll(CommandWords::method);
        return SETTING.matcher(methods)
                .replaceAll(found -> quoted(SETTINGS.getOrDefault(found.group(1), found.group())));
    }

    private static String method(MatchResult found) {
        String name = found.group(1);
        String words = SETTINGS.getOrDefault(name, METHODS.getOrDefault(name, found.group()));
        return quoted(words);
    }

    private static String quoted(String words) {
        return Matcher.quoteReplacement(words);
    }
}
