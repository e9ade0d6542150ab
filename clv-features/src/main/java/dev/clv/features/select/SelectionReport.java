package dev.clv.features.select;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a selection kept and what it dropped. Every feature that there was is in one of the two lists. Immutable.
 *
 * @param kept the names of the features that are left, in column order
 * @param dropped the others, in column order
 */
public record SelectionReport(List<String> kept, List<DroppedFeature> dropped) {

    private static final int NAMED = 5;

    /** Nothing was selected: all features are used. */
    public static final SelectionReport NONE = new SelectionReport(List.of(), List.of());

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a feature is named twice
     */
    public SelectionReport {
        kept = List.copyOf(kept);
        dropped = List.copyOf(dropped);
        Set<String> names = new HashSet<>(kept);
        dropped.stream().map(DroppedFeature::feature).forEach(names::add);
        if (names.size() != kept.size() + dropped.size()) {
            throw new IllegalArgumentException("a selection names a feature twice; each is either kept or dropped");
        }
    }

    /** The features that were dropped for one reason, in column order. */
    public List<DroppedFeature> dropped(DropReason reason) {
        return dropped.stream().filter(feature -> feature.reason() == reason).toList();
    }

    /**
     * What was dropped, in words: {@code 5 of 52: 3 constant (a, b, c), 2 collinear (d with a, e with b)}; {@code none}
     * if nothing was selected. At most five features of each reason are named.
     */
    public String words() {
        if (kept.isEmpty() && dropped.isEmpty()) {
            return "none";
        }
        Map<DropReason, String> parts = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            List<DroppedFeature> some = dropped(reason);
            if (!some.isEmpty()) {
                parts.put(
                        reason,
                        some.size() + " " + reason.word() + " ("
                                + some.stream()
                                        .limit(NAMED)
                                        .map(SelectionReport::words)
                                        .collect(Collectors.joining(", "))
                                + (some.size() > NAMED ? ", ..." : "") + ")");
            }
        }
        return dropped.size() + " of " + (kept.size() + dropped.size())
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts.values()));
    }

    private static String words(DroppedFeature feature) {
        return feature.instead() == null
                ? feature.feature()
                : feature.feature()
                        + (feature.reason() == DropReason.DUPLICATE ? " of " : " with ")
                        + feature.instead();
    }

    @Override
    public String toString() {
        return "SelectionReport[dropped " + words() + "]";
    }
}
