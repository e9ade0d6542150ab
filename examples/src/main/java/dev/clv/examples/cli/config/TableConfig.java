package dev.clv.examples.cli.config;

import dev.clv.features.table.Table;
import dev.clv.features.table.TableReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part {@code table}: how a plain table is read, apart from its id, label and exclusions. */
final class TableConfig {

    private TableConfig() {}

    static void check(ConfigObject part) {
        apply(part, Table.csv(Path.of("unread")));
    }

    static void apply(ConfigObject part, TableReader reader) {
        part.texts("categorical", columns -> reader.categorical(columns.toArray(String[]::new)));
        part.texts("missing", words -> reader.missing(words.toArray(String[]::new)));
        part.text("decimal", mark -> reader.decimal(only(part, mark)));
        part.object("dates", dates -> dates.texts(reader::dates));
        part.texts("text", columns -> columns.forEach(reader::text));
        part.object("ratedText", texts -> texts.texts(reader::text));
        part.flag("dropMissing", reader::dropMissing);
        part.flag("dropDuplicates", reader::dropDuplicates);
    }

    private static char only(ConfigObject part, String mark) {
        if (mark.length() != 1) {
            throw part.wrong("decimal", "must be one character, . or ,");
        }
        return mark.charAt(0);
    }

    static Map<String, @Nullable Object> defaults() {
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        defaults.put("categorical", List.of());
        defaults.put("missing", List.of());
        defaults.put("decimal", null);
        defaults.put("dates", Map.of());
        defaults.put("text", List.of());
        defaults.put("ratedText", Map.of());
        defaults.put("dropMissing", false);
        defaults.put("dropDuplicates", false);
        return defaults;
    }
}
