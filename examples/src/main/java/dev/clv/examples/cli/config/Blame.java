package dev.clv.examples.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of an error which keys of a configuration it speaks of: the library calls them by the names of methods. */
final class Blame {

    /** Names that are words of many a sentence, and mean the key only where brackets follow. */
    private static final Set<String> WORDS = Set.of(
            "missing", "features", "seed", "threads", "strict", "dates", "text", "network", "decimal", "checkpoints");

    private Blame() {}

    /**
     * The message with keys for methods and the file in front, or behind if no method is named.
     *
     * @param file the name of the file
     * @param part of the configuration
     * @param values that the file sets in it, by their keys
     */
    static String of(String message, String file, String part, Map<String, Object> values) {
        String told = message;
        List<String> replaced = new ArrayList<>();
        List<String> mentioned = new ArrayList<>();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            String key = entry.getKey();
            Matcher method = Pattern.compile("(?<![.\\w'])" + Pattern.quote(key) + "\\([^()]*\\)")
                    .matcher(told);
            if (method.find()) {
                replaced.add(key);
                told = method.replaceAll(Matcher.quoteReplacement("'" + part + "." + key + "'"));
            } else if (names(entry.getValue()).anyMatch(name -> message.contains("'" + name + "'"))
                    || !WORDS.contains(key)
                            && Pattern.compile("(?<![.\\w'])" + Pattern.quote(key) + "s?\\b")
                                    .matcher(told)
                                    .find()) {
                mentioned.add(key);
            }
        }
        String behind = mentioned.isEmpty()
                ? ""
                : " (" + file + " sets "
                        + mentioned.stream()
                                .map(key -> "'" + part + "." + key + "'")
                                .collect(Collectors.joining(", "))
                        + ")";
        return (replaced.isEmpty() ? "" : file + ": ") + told + behind;
    }

    /** The names of columns or features that a value lists: the texts of a list, the keys of an object. */
    private static Stream<String> names(Object value) {
        if (value instanceof Map<?, ?> map) {
            return Stream.concat(
                    map.keySet().stream().map(String::valueOf),
                    map.values().stream().filter(List.class::isInstance).flatMap(Blame::names));
        }
        return value instanceof List<?> list ? list.stream().map(String::valueOf) : Stream.empty();
    }
}
