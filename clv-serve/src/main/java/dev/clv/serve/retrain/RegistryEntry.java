package dev.clv.serve.retrain;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * One change of a registry. Immutable.
 *
 * @param number from 1
 * @param at as of when it was decided, as its caller said
 * @param decision any but {@link RetrainingDecision#UNCHANGED}
 * @param version that was added, or rolled back to
 * @param champion the version that is the champion from then on
 * @param reasons in sentences
 * @param versionHash the SHA-256 of the file {@code version.json}, in hexadecimal
 */
public record RegistryEntry(
        int number,
        Instant at,
        RetrainingDecision decision,
        int version,
        int champion,
        List<String> reasons,
        String versionHash) {

    private static final String KIND = "clv-registry-change";
    private static final int FORMAT = 1;

    /** Copies the list. */
    public RegistryEntry {
        requireNonNull(at, "at");
        requireNonNull(decision, "decision");
        requireNonNull(versionHash, "versionHash");
        reasons = List.copyOf(reasons);
    }

    /** Whether it added its version. */
    boolean isAddition() {
        return decision != RetrainingDecision.ROLLED_BACK;
    }

    JsonObject toJson() {
        return JsonObject.of(KIND, FORMAT)
                .put("number", number)
                .put("at", at.toString())
                .put("decision", decision.name())
                .put("model", version)
                .put("champion", champion)
                .put("reasons", reasons)
                .put("model_sha256", versionHash);
    }

    static RegistryEntry read(String text) {
        JsonObject json = JsonObject.read(text, KIND, FORMAT);
        return new RegistryEntry(
                json.integer("number"),
                Instant.parse(json.text("at")),
                RetrainingDecision.valueOf(json.text("decision")),
                json.integer("model"),
                json.integer("champion"),
                json.texts("reasons"),
                json.text("model_sha256"));
    }
}
