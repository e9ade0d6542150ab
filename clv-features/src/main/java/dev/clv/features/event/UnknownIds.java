package dev.clv.features.event;

import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.ShortenedId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Ids that were asked for and are not known, and which of them are known ones in another spelling. Holds no id.
 *
 * @param asked how many different ids were asked for
 * @param unknown how many of them are not known as they are written
 * @param spelled how many of these equal a known id but for blanks, case, Unicode form, {@code .0}, leading zeros or
 *     quotes
 * @param difference in what these differ, every way once and with the form of both ids of the first pair, such as
 *     {@code in upper and lower case, such as 'a99' for 'A99' (9 for a digit, a for a letter)}; empty if there is none
 * @param idForms the words of the mapping's {@code idForm} that merge these; empty if none does, or not all ways are
 *     merged by one
 * @param hint where none is spelled otherwise, what shows why ids are unknown, and what to do: that a spreadsheet
 *     shortened them, or that half of all ids or more have another form than known ones; empty if nothing does
 */
public record UnknownIds(int asked, int unknown, int spelled, String difference, List<String> idForms, String hint) {

    /** If fewer are unknown, the others show that the form is right. */
    private static final double HALF = 0.5;

    /** Nothing was asked for. */
    public static final UnknownIds NONE = new UnknownIds(0, 0, 0, "", List.of(), "");

    /** Copies the list. */
    public UnknownIds {
        idForms = List.copyOf(idForms);
    }

    private static final Map<DataQualityReport.Reason, List<String>> KINDS = Map.of(
            LogReasons.IDS_DIFFER_IN_BLANKS, List.of("blanks or invisible characters", "no-blanks"),
            LogReasons.IDS_DIFFER_IN_CASE, List.of("upper and lower case", "fold-case"),
            LogReasons.IDS_DIFFER_IN_UNICODE_FORM, List.of("the form in which Unicode writes them", "nfkc"),
            LogReasons.IDS_DIFFER_IN_DECIMALS, List.of("'.0' at the end"),
            LogReasons.IDS_DIFFER_IN_ZEROS, List.of("leading zeros"),
            LogReasons.IDS_DIFFER_IN_ENCODING, List.of("their encoding, or in signs such as %40 or &amp;"),
            LogReasons.IDS_DIFFER_IN_ADDRESS, List.of("the spelling of an e-mail address"),
            LogReasons.IDS_DIFFER_IN_SIGNS, List.of("quotes or brackets around them, or commas between thousands"));

    /** Compares ids, blanks around them aside. */
    public static UnknownIds of(Collection<String> known, Collection<String> asked) {
        Set<String> there = new HashSet<>(known);
        Set<String> different = new LinkedHashSet<>();
        asked.forEach(id -> different.add(Blank.trim(id)));
        List<String> unknown =
                different.stream().filter(id -> !there.contains(id)).toList();
        Map<String, String> wanted = new HashMap<>();
        if (!unknown.isEmpty()) {
            Set<String> keys = new HashSet<>();
            unknown.forEach(id -> keys.add(IdReview.folded(id)));
            known.forEach(id -> {
                String key = IdReview.folded(id);
                if (keys.contains(key)) {
                    wanted.putIfAbsent(key, id);
                }
            });
        }
        List<String> spelled = unknown.stream()
                .filter(id -> wanted.containsKey(IdReview.folded(id)))
                .toList();
        if (spelled.isEmpty()) {
            return new UnknownIds(
                    different.size(), unknown.size(), 0, "", List.of(), hint(known, unknown, different.size()));
        }
        Map<String, String> shown = new LinkedHashMap<>();
        Set<Optional<String>> forms = new LinkedHashSet<>();
        for (String id : spelled) {
            String twin = String.valueOf(wanted.get(IdReview.folded(id)));
            List<List<String>> kinds = IdReview.differences(id, twin).stream()
                    .map(way -> KINDS.getOrDefault(way, List.of("their spelling")))
                    .toList();
            shown.putIfAbsent(
                    kinds.stream().map(kind -> kind.get(0)).collect(Collectors.joining(" and in ")),
                    "'" + IdShape.of(id) + "' for '" + IdShape.of(twin) + "'");
            kinds.forEach(kind -> forms.add(kind.stream().skip(1).findFirst()));
        }
        return new UnknownIds(
                different.size(),
                unknown.size(),
                spelled.size(),
                shown.entrySet().stream()
                        .map(kind -> "in " + kind.getKey() + ", such as " + kind.getValue())
                        .collect(Collectors.joining(", or ", "", " (9 for a digit, a for a letter)")),
                forms.contains(Optional.<String>empty())
                        ? List.of()
                        : forms.stream().flatMap(Optional::stream).toList(),
                "");
    }

    private static String hint(Collection<String> known, List<String> unknown, int asked) {
        long shortened = unknown.stream().filter(ShortenedId::is).count();
        if (shortened > 0) {
            return shortened + " of them " + (shortened == 1 ? "is" : "are")
                    + " such as 1.23E+11, as spreadsheets write long numbers without their last digits: export the ids"
                    + " as text.";
        }
        if (unknown.size() < HALF * asked) {
            return "";
        }
        Map<String, Integer> theirs = shapes(unknown);
        Map<String, Integer> ours = shapes(known);
        if (theirs.isEmpty() || ours.isEmpty() || theirs.keySet().stream().anyMatch(ours::containsKey)) {
            return "";
        }
        return "They have the form '" + most(theirs) + "', and known ids '" + most(ours)
                + "' (9 for a digit, a for a letter): check that both are ids of the same kind.";
    }

    /** How often each form of an id occurs. */
    private static Map<String, Integer> shapes(Collection<String> ids) {
        Map<String, Integer> shapes = new TreeMap<>();
        ids.forEach(id -> shapes.merge(IdShape.of(id), 1, Integer::sum));
        return shapes;
    }

    private static String most(Map<String, Integer> shapes) {
        return Collections.max(shapes.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /** A sentence about the spelled ones with the remedy, or else the {@link #hint}; empty if there is neither. */
    public String sentence() {
        if (spelled == 0) {
            return hint;
        }
        return (spelled == unknown ? "They differ" : spelled + " of them differ" + (spelled == 1 ? "s" : ""))
                + " from known ids only " + difference
                + ": write them in the same way"
                + (idForms.isEmpty()
                        ? ""
                        : idForms.stream()
                                .collect(Collectors.joining(
                                        "\", \"", ", or merge both by \"idForm\": [\"", "\"] in the mapping")))
                + ".";
    }
}
