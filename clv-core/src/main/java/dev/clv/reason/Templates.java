package dev.clv.reason;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clv.internal.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts by key, with places in braces to be filled. A key may hold one star, for any part of a name, which then fills
 * {@code {name}}. Immutable and thread-safe.
 */
final class Templates {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    /** The text of a place; null for an unknown place. */
    @FunctionalInterface
    interface Fill {

        /** For templates without places. */
        Fill NOTHING = place -> null;

        @Nullable
        String at(String place);
    }

    /** Names of these kinds are open, so that an added feature can have its own texts. */
    private static final Pattern OPEN = Pattern.compile("(feature|group|unit)\\..+");

    private static final Set<String> UNIT_PLACES = Set.of("value", "percent", "money", "date");

    private static final String ENGLISH = "reasons.properties";

    private static final Map<String, String> LANGUAGES = Map.of("en", ENGLISH, "zh", "reasons_zh.properties");

    private final Map<String, String> texts;

    private Templates(Map<String, String> texts) {
        this.texts = texts;
    }

    /** The templates that come with the library. */
    static Templates shipped(Locale locale) {
        String file = LANGUAGES.get(locale.getLanguage());
        if (file == null) {
            throw new IllegalArgumentException("there are reasons in the languages "
                    + LANGUAGES.keySet().stream().sorted().toList() + ", not '" + locale.getLanguage()
                    + "'; take one of them, and change its templates if it is to be another");
        }
        return new Templates(load(file));
    }

    private static Map<String, String> load(String file) {
        Properties properties = new Properties();
        try (InputStream in = Templates.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the library's file " + file + " is missing; repair its jar");
            }
            properties.load(new InputStreamReader(in, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's file " + file, e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    /** These, with some changed or added; a template may use the places of the English one, a reason also its group. */
    Templates with(Map<String, String> changed) {
        Map<String, String> english = load(ENGLISH);
        Map<String, String> all = new TreeMap<>(texts);
        changed.forEach((key, text) -> {
            String old = texts.get(key);
            if (old == null && !OPEN.matcher(key).matches()) {
                throw new IllegalArgumentException("no template has the key '" + key + "'; there are "
                        + texts.keySet().stream()
                                .filter(k -> !OPEN.matcher(k).matches())
                                .toList()
                        + " and any of feature.*, group.*, unit.*");
            }
            Set<String> allowed = new TreeSet<>(places(key, english));
            Set<String> unknown = places(text);
            unknown.removeAll(allowed);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "the template '" + key + "' has no places " + unknown + "; it may use " + allowed);
            }
            all.put(key, text);
        });
        return new Templates(all);
    }

    private static Set<String> places(String key, Map<String, String> english) {
        if (key.startsWith("unit.")) {
            return UNIT_PLACES;
        }
        if (OPEN.matcher(key).matches()) {
            return key.indexOf('*') > 0 ? Set.of("name") : Set.of();
        }
        Set<String> places = places(english.getOrDefault(key, ""));
        if (key.equals("reason.up") || key.equals("reason.down")) {
            places.add("group");
        }
        return places;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }

    Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    /** The filled text of a key, which must exist. */
    String fill(String key, Fill fill) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no template has the key '" + key + "'");
        }
        return filled(key, text, fill);
    }

    /** The text of a name, by its own key or else by the longest key with a star that fits. */
    Optional<String> find(String kind, String name, Fill fill) {
        String key = kind + "." + name;
        String own = texts.get(key);
        if (own != null) {
            return Optional.of(filled(key, own, fill));
        }
        List<String> stars = texts.keySet().stream()
                .filter(k -> k.startsWith(kind + ".") && k.indexOf('*') > 0)
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        for (String star : stars) {
            int at = star.indexOf('*');
            String before = star.substring(0, at);
            String after = star.substring(at + 1);
            if (key.length() > before.length() + after.length() && key.startsWith(before) && key.endsWith(after)) {
                String part = key.substring(before.length(), key.length() - after.length());
                String text = texts.getOrDefault(star, "");
                return Optional.of(filled(star, text, place -> "name".equals(place) ? part : fill.at(place)));
            }
        }
        return Optional.empty();
    }

    /**
     * One pass: filled-in text is never expanded again, and control characters of names and values become question
     * marks.
     */
    private static String filled(String key, String text, Fill fill) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String value = fill.at(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the template '" + key + "' has no place {" + place.group(1) + "}");
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(Spelling.printable(value)));
        }
        return place.appendTail(filled).toString();
    }
}
