package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.event.EventLog;
import java.time.Instant;
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
 * @param customer whose value it is
 * @param at as of when; null for a row of a plain table
 * @param attribution what each feature adds
 * @param schema the features, in the order of {@code row}
 * @param row the values that were explained
 * @param currency of all amounts; XXX when nobody said
 */
record ExplanationText(
        String customer,
        @Nullable Instant at,
        Attribution attribution,
        FeatureSchema schema,
        double[] row,
        String currency) {

    private static final int SHOWN_PER_GROUP = 3;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Why one customer of a log is worth what a model says. */
    static ExplanationText of(ClvModel model, EventLog log, String customer, Instant at) {
        FeatureMatrix features = model.features(log, List.of(customer), at);
        return new ExplanationText(
                customer,
                at,
                model.explain(log.history(customer), at),
                features.schema(),
                features.row(0),
                model.currency());
    }

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
        line(text, "prediction", attribution.prediction(), namesCurrency() ? currency : "");
        return text.toString();
    }

    /** The contract of {@code clv explain --json}. */
    String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("customer", customer);
        json.put("at", at == null ? null : at.toString());
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
        if (value instanceof Double number) {
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1e9;
            String digits = String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", number);
            return digits + " " + (namesCurrency() ? feature.unit().replace("currency", currency) : feature.unit());
        }
        return value.toString();
    }

    private boolean namesCurrency() {
        return !currency.equals(TrainCommand.NO_CURRENCY);
    }

    private static void line(StringBuilder text, String what, double amount, String note) {
        text.append(String.format(Locale.ROOT, "%-32s %+12.2f  %s", what, amount, note)
                        .stripTrailing())
                .append(System.lineSeparator());
    }
}
