package dev.clv.examples.cli;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An explanation for people, as a table, and for programs, as JSON.
 *
 * @param attribution what each feature adds
 * @param schema the features, in the order of {@code row}
 * @param row the values that were explained
 * @param currency of all amounts; null when they have none, as those of a plain table
 */
record ExplanationText(Attribution attribution, FeatureSchema schema, double[] row, @Nullable String currency) {

    private static final int SHOWN_PER_GROUP = 3;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Base value, groups by size with their largest features, and the prediction they add up to. */
    String table() {
        StringBuilder text = new StringBuilder();
        line(text, "a typical customer", attribution.baseValue(), "");
        List<Contribution> groups = new ArrayList<>(attribution.groups());
        groups.sort(BY_SIZE);
        for (Contribution group : groups) {
            line(text, group.name(), group.value(), "");
            attribution.features().stream()
                    .filter(feature -> feature.group().equals(group.name()) && feature.value() != 0)
                    .sorted(BY_SIZE)
                    .limit(SHOWN_PER_GROUP)
                    .forEach(feature -> line(text, "    " + feature.name(), feature.value(), shown(feature.name())));
        }
        line(text, "prediction", attribution.prediction(), currency == null ? "" : currency);
        return text.toString();
    }

    /**
     * The contract of {@code clv explain --json}.
     *
     * @param customer the customer, or the row of a plain table
     * @param at as of when, or null
     */
    String json(String customer, @Nullable String at) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("customer", customer);
        json.put("at", at);
        json.put("currency", currency);
        json.put("baseValue", attribution.baseValue());
        json.put("prediction", attribution.prediction());
        List<Map<String, @Nullable Object>> attributions = new ArrayList<>();
        for (Contribution contribution : attribution.features()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("feature", contribution.name());
            entry.put("group", contribution.group());
            entry.put("value", value(contribution.name()));
            entry.put("attribution", contribution.value());
            entry.put("standardError", contribution.standardError());
            attributions.add(entry);
        }
        json.put("attributions", attributions);
        json.put("method", attribution.method());
        json.put("evaluations", attribution.evaluations());
        return JSON.writeValueAsString(json);
    }

    private static final Comparator<Contribution> BY_SIZE =
            Comparator.comparingDouble((Contribution c) -> -Math.abs(c.value()));

    private @Nullable Object value(String name) {
        int column = schema.indexOf(name);
        return FeatureCell.of(schema.feature(column), row[column]);
    }

    private String shown(String name) {
        Feature feature = schema.feature(schema.indexOf(name));
        Object value = value(name);
        if (value == null) {
            return "not known";
        }
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.4g %s", number, feature.unit())
                : value.toString();
    }

    private static void line(StringBuilder text, String what, double amount, String note) {
        text.append(String.format(Locale.ROOT, "%-32s %+12.2f  %s", what, amount, note)
                        .stripTrailing())
                .append(System.lineSeparator());
    }
}
