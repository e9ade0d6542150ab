package dev.clv.decide;

import static java.util.Objects.requireNonNull;

import dev.clv.LibraryVersion;
import dev.clv.ValueModel;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where decisions come from: with the same model, version, settings and events up to the same instant they come out the
 * same again. Immutable.
 *
 * @param at the instant they were made for; nothing later was looked at
 * @param model the {@link ValueModel#fingerprint() fingerprint} of the model; null if none was needed
 * @param library the version of this library
 * @param settings of the decider, by name
 */
public record Provenance(Instant at, @Nullable String model, String library, Map<String, String> settings) {

    /** Copies the settings, whose order is kept. */
    public Provenance {
        requireNonNull(at, "at");
        requireNonNull(library, "library");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Of decisions by this version of the library that rest on a model. */
    public static Provenance of(ValueModel model, Instant at, Map<String, String> settings) {
        return new Provenance(at, model.fingerprint(), LibraryVersion.current(), settings);
    }

    /** Of decisions by this version of the library that need no model. */
    public static Provenance withoutModel(Instant at, Map<String, String> settings) {
        return new Provenance(at, null, LibraryVersion.current(), settings);
    }
}
