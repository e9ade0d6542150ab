package dev.clv.decide;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import dev.clv.explain.json.RecordJson;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of one kind that were made together. Immutable.
 *
 * <p>{@link #toJson} keeps all of them whole and {@link #fromJson} reads them back. {@link #writeCsv} writes a row per
 * decision for people and other programs.
 *
 * @param kind what was decided, such as {@code churn-alert}: lower-case words joined by hyphens
 * @param provenance where all of them come from
 * @param decisions in the decider's order, which its documentation gives
 * @param excluded how many customers were left out on purpose, by reason, see {@link Exclusions}
 * @param cautions what to know before acting on them; often empty
 * @param <C> the kind of choice
 */
public record Decisions<C extends Record>(
        String kind,
        Provenance provenance,
        List<Decision<C>> decisions,
        Map<String, Integer> excluded,
        List<Caution> cautions) {

    private static final int VERSION = 1;

    /** Copies lists and map, whose order is kept. */
    public Decisions {
        if (!kind.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException(
                    "a kind of decisions must be lower-case words joined by hyphens, was '" + kind + "'");
        }
        requireNonNull(provenance, "provenance");
        decisions = List.copyOf(decisions);
        excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
        cautions = List.copyOf(cautions);
    }

    /** The decisions about one customer, in order; empty if there are none. */
    public List<Decision<C>> of(String customer) {
        return decisions.stream()
                .filter(decision -> decision.customer().equals(customer))
                .toList();
    }

    /**
     * The same decisions, but with another choice for one of them.
     *
     * @param which the decision to override; exactly one must be meant
     * @throws IllegalArgumentException if none or several are meant
     */
    public Decisions<C> overriding(Predicate<Decision<C>> which, C other, Overruling by) {
        List<Integer> meant = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            if (which.test(decisions.get(i))) {
                meant.add(i);
            }
        }
        if (meant.size() != 1) {
            throw new IllegalArgumentException(
                    "exactly one decision must be meant to be overridden, were " + meant.size() + " of "
                            + decisions.size() + "; name the customer, and the place of one of several");
        }
        List<Decision<C>> changed = new ArrayList<>(decisions);
        changed.set(meant.get(0), decisions.get(meant.get(0)).overridden(other, by));
        return new Decisions<>(kind, provenance, changed, excluded, cautions);
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        JsonObject json = JsonObject.of(kind, VERSION)
                .put("at", provenance.at().toString())
                .put("model", provenance.model())
                .put("library", provenance.library())
                .put("settings", provenance.settings())
                .put("excluded", excluded)
                .put("cautions", Caution.toJson(cautions))
                .put("decisions", decisions.stream().map(Decisions::toJson).toList());
        return json.toString();
    }

    private static <C extends Record> JsonObject toJson(Decision<C> decision) {
        JsonObject json = JsonObject.part()
                .put("customer", decision.customer())
                .put("choice", RecordJson.members(decision.choice()))
                .put("reasons", decision.reasons())
                .put("inputs", decision.inputs());
        Decision.@Nullable Revision<C> revision = decision.revision();
        return revision == null
                ? json
                : json.put(
                        "revision",
                        JsonObject.part()
                                .put("first", RecordJson.members(revision.first()))
                                .put("by", revision.by().by())
                                .put("why", revision.by().why())
                                .put("at", revision.by().at().toString()));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param choice the kind of choice
     * @throws IllegalArgumentException if it is something else, decisions of another kind, or of another version
     */
    public static <C extends Record> Decisions<C> fromJson(String text, String kind, Class<C> choice) {
        JsonObject json = JsonObject.read(requireNonNull(text, "text"), kind, VERSION);
        Map<String, String> settings = new LinkedHashMap<>();
        JsonObject written = json.part("settings");
        written.members().keySet().forEach(name -> settings.put(name, written.text(name)));
        Map<String, Integer> excluded = new LinkedHashMap<>();
        JsonObject counts = json.part("excluded");
        counts.members().keySet().forEach(name -> excluded.put(name, counts.integer(name)));
        return new Decisions<>(
                kind,
                new Provenance(instant(json, "at"), json.optionalText("model"), json.text("library"), settings),
                json.parts("decisions", part -> decision(part, choice)),
                excluded,
                Caution.fromJson(json, "cautions"));
    }

    private static <C extends Record> Decision<C> decision(JsonObject json, Class<C> choice) {
        Map<String, Double> inputs = new LinkedHashMap<>();
        JsonObject numbers = json.part("inputs");
        numbers.members().keySet().forEach(name -> inputs.put(name, numbers.number(name)));
        Decision.@Nullable Revision<C> revision = null;
        if (json.has("revision")) {
            JsonObject part = json.part("revision");
            revision = new Decision.Revision<>(
                    RecordJson.record(part.part("first"), choice),
                    new Overruling(part.text("by"), part.text("why"), instant(part, "at")));
        }
        return new Decision<>(
                json.text("customer"),
                RecordJson.record(json.part("choice"), choice),
                json.texts("reasons"),
                inputs,
                revision);
    }

    private static Instant instant(JsonObject json, String key) {
        try {
            return Instant.parse(json.text(key));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + key + "' must be an instant such as 2024-06-17T00:00:00Z, was '" + json.text(key)
                            + "'; use what toJson() wrote, unchanged",
                    e);
        }
    }

    /**
     * Writes a row per decision: {@code customer_id}, the components of the choice in lower case with underscores,
     * {@code reason} (all reasons, separated by semicolons), {@code overridden_by}, {@code at}, {@code model} and
     * {@code format}, which is the kind with the version of these columns.
     *
     * @param choice the kind of choice, which gives the columns also where there is no decision
     */
    public void writeCsv(Appendable out, Class<C> choice) throws IOException {
        DecisionRows<C> rows = new DecisionRows<>(new CsvRows(out), choice, this);
        rows.header();
        for (Decision<C> decision : decisions) {
            if (!choice.isInstance(decision.choice())) {
                throw new IllegalArgumentException("the choices are of the type "
                        + decision.choice().getClass().getSimpleName() + ", not " + choice.getSimpleName()
                        + "; name that of these decisions, which are '" + kind + "'");
            }
            rows.write(decision);
        }
    }
}
