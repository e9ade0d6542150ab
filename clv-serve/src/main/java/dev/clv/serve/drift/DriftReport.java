package dev.clv.serve.drift;

import dev.clv.caution.Caution;
import dev.clv.explain.json.RecordJson;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What changed between a reference and now, and what did not. Immutable; nothing in it identifies a customer.
 *
 * @param model the {@linkplain dev.clv.ClvModel#fingerprint() fingerprint} of the model
 * @param reference the end of the time that counts as normal, as an ISO 8601 instant
 * @param at as of when the log was looked at
 * @param findings every comparison; those detected first, by kind and then the strongest first
 * @param outcomes how good predictions at past cutoffs were, the latest first; empty as long as no horizon after the
 *     training has been observed
 * @param cautions what could not be judged, and why
 */
public record DriftReport(
        String model,
        String reference,
        String at,
        List<DriftFinding> findings,
        List<Outcome> outcomes,
        List<Caution> cautions) {

    private static final String KIND = "drift";
    private static final int VERSION = 1;

    /** So many findings of one kind are printed; features of one source change together. */
    private static final int SHOWN = 5;

    /** Copies the lists. */
    public DriftReport {
        Instant.parse(reference);
        Instant.parse(at);
        findings = List.copyOf(findings);
        outcomes = List.copyOf(outcomes);
        cautions = List.copyOf(cautions);
    }

    /**
     * Predictions at a past cutoff beside what came true.
     *
     * @param cutoff as an ISO 8601 instant
     * @param customers how many were predicted
     * @param predicted the mean predicted value, in the model's currency
     * @param actual the mean of the true values
     * @param expectedShare the mean predicted probability of any spend
     * @param share the share of customers who spent anything
     * @param coverage the share of true values within the central 80 % of their predicted distributions; NaN, as the
     *     expected share, if the model describes no distribution
     */
    public record Outcome(
            String cutoff,
            int customers,
            double predicted,
            double actual,
            double expectedShare,
            double share,
            double coverage) {}

    /** What changed beyond chance; empty if nothing did. */
    public List<DriftFinding> detected() {
        return findings.stream().filter(DriftFinding::detected).toList();
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static DriftReport fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, DriftReport.class);
    }

    /** The sentences of what changed, a table of comparisons by kind, and outcomes over time. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<DriftFinding> changed = detected();
        if (findings.isEmpty()) {
            line(text, "Nothing could be compared at %s with the time before %s.", at, reference);
        } else if (changed.isEmpty()) {
            line(
                    text,
                    "Nothing changed beyond chance at %s: none of %d comparisons with the time before %s exceeds its"
                            + " threshold.",
                    at,
                    findings.size(),
                    reference);
        } else {
            line(
                    text,
                    "%d of %d comparisons at %s with the time before %s exceed their thresholds.",
                    changed.size(),
                    findings.size(),
                    at,
                    reference);
        }
        Map<DriftKind, Integer> said = new EnumMap<>(DriftKind.class);
        for (DriftFinding finding : changed) {
            int before = said.getOrDefault(finding.kind(), 0);
            said.put(finding.kind(), before + 1);
            if (before < SHOWN) {
                line(text, "- %s", finding.sentence());
            }
        }
        said.forEach((kind, count) -> {
            if (count > SHOWN) {
                line(text, "- And %d more of the kind %s.", count - SHOWN, word(kind));
            }
        });
        table(text);
        if (!outcomes.isEmpty()) {
            line(text, "");
            line(
                    text,
                    "%-20s %9s %10s %10s %9s %7s %8s",
                    "cutoff",
                    "customers",
                    "predicted",
                    "actual",
                    "p(spend)",
                    "spent",
                    "in 80 %");
            for (Outcome outcome : outcomes) {
                line(
                        text,
                        "%-20s %9d %10.2f %10.2f %9.3f %7.3f %8.3f",
                        outcome.cutoff,
                        outcome.customers,
                        outcome.predicted,
                        outcome.actual,
                        outcome.expectedShare,
                        outcome.share,
                        outcome.coverage);
            }
        }
        return text.toString();
    }

    private void table(StringBuilder text) {
        if (findings.isEmpty()) {
            return;
        }
        line(text, "");
        line(text, "%-12s %8s %8s  %s", "kind", "compared", "changed", "closest to its threshold, or furthest above");
        for (DriftKind kind : DriftKind.values()) {
            List<DriftFinding> some =
                    findings.stream().filter(finding -> finding.kind() == kind).toList();
            if (!some.isEmpty()) {
                DriftFinding most = some.stream()
                        .reduce((one, other) -> other.strength() > one.strength() ? other : one)
                        .orElseThrow();
                line(
                        text,
                        "%-12s %8d %8d  %s: %s %.3f, threshold %.3f",
                        word(kind),
                        some.size(),
                        some.stream().filter(DriftFinding::detected).count(),
                        most.subject(),
                        most.statistic(),
                        most.value(),
                        most.threshold());
            }
        }
    }

    private static String word(DriftKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append(System.lineSeparator());
    }
}
