package dev.clv.decide.segment;

import dev.clv.caution.Caution;
import dev.clv.decide.Decisions;
import dev.clv.explain.json.RecordJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who moved from which segment to which between two times, by limits that did not move. Immutable.
 *
 * <p>Whether segments drift is told by the population stability index of their sizes: the sum over segments of (b - a)
 * ln(b / a), where a and b are the shares before and after; below .1 is usual, above .25 is another population
 * (Siddiqi, "Credit Risk Scorecards", 2006). Of small numbers of customers chance alone makes it larger; a drift is
 * told only where it is beyond that.
 *
 * @param scheme which segments, in lower case
 * @param from the earlier time, as an ISO 8601 instant
 * @param to the later one
 * @param segments the names, in the order of the table: by the earlier number of customers, the largest first
 * @param moves how many customers went from one segment to another, or stayed; none of zero customers
 * @param stabilityIndex zero or more
 * @param cautions a drift, if there is one
 */
public record Migration(
        String scheme,
        String from,
        String to,
        List<String> segments,
        List<Move> moves,
        double stabilityIndex,
        List<Caution> cautions) {

    /** Where customers come from whom the earlier time does not know, and go to whom the later one does not. */
    public static final String NOWHERE = "-";

    private static final String KIND = "segment-migration";
    private static final int VERSION = 1;

    /** A stability index below this is usual. */
    public static final double USUAL = 0.1;

    /** A stability index from this on tells of another population. */
    public static final double OTHER = 0.25;

    /** A segment of nobody counts as half a customer, so that the index stays finite. */
    private static final double NOBODY = 0.5;

    /** Copies the lists. */
    public Migration {
        Instant.parse(from);
        Instant.parse(to);
        segments = List.copyOf(segments);
        moves = List.copyOf(moves);
        cautions = List.copyOf(cautions);
    }

    /**
     * Some customers who moved, or stayed.
     *
     * @param from the earlier segment, or {@value Migration#NOWHERE}
     * @param to the later one, or {@value Migration#NOWHERE}
     * @param customers how many, at least 1
     */
    public record Move(String from, String to, int customers) {}

    /**
     * Between two decisions.
     *
     * @throws IllegalArgumentException if they are of different models or segmentations, the earlier one is not
     *     earlier, or one of them is empty
     */
    public static Migration between(
            Decisions<CustomerSegment> earlier, Decisions<CustomerSegment> later, Scheme scheme) {
        return between(
                EarlierSegments.of("the earlier decision", earlier, scheme),
                EarlierSegments.of("the later decision", later, scheme),
                scheme);
    }

    /**
     * Between a file that {@link Decisions#writeCsv} wrote and a decision.
     *
     * @throws IllegalArgumentException as above, or if the file is none of segments
     */
    public static Migration between(Path earlier, Decisions<CustomerSegment> later, Scheme scheme) {
        return between(
                EarlierSegments.read(earlier, scheme), EarlierSegments.of("the later decision", later, scheme), scheme);
    }

    private static Migration between(EarlierSegments earlier, EarlierSegments later, Scheme scheme) {
        earlier.requireBefore(later);
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        Set<String> customers = new TreeSet<>(earlier.segments().keySet());
        customers.addAll(later.segments().keySet());
        for (String customer : customers) {
            table.computeIfAbsent(earlier.segments().getOrDefault(customer, NOWHERE), name -> new TreeMap<>())
                    .merge(later.segments().getOrDefault(customer, NOWHERE), 1, Integer::sum);
        }
        Map<String, Integer> before = sizes(earlier);
        Map<String, Integer> after = sizes(later);
        List<String> names = names(before, after);
        List<Move> moves = new ArrayList<>();
        List<String> sources = new ArrayList<>(names);
        sources.add(NOWHERE);
        for (String source : sources) {
            for (String target : sources) {
                int count = table.getOrDefault(source, Map.of()).getOrDefault(target, 0);
                if (count > 0) {
                    moves.add(new Move(source, target, count));
                }
            }
        }
        double index = index(names, before, after);
        return new Migration(
                scheme.word(),
                earlier.at().toString(),
                later.at().toString(),
                names,
                moves,
                index,
                drift(scheme, names, before, after, index));
    }

    private static Map<String, Integer> sizes(EarlierSegments segments) {
        Map<String, Integer> sizes = new TreeMap<>();
        segments.segments().values().forEach(segment -> sizes.merge(segment, 1, Integer::sum));
        return sizes;
    }

    private static List<String> names(Map<String, Integer> before, Map<String, Integer> after) {
        Set<String> names = new LinkedHashSet<>();
        before.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(size -> names.add(size.getKey()));
        names.addAll(after.keySet());
        return List.copyOf(names);
    }

    private static double index(List<String> names, Map<String, Integer> before, Map<String, Integer> after) {
        double index = 0;
        for (String name : names) {
            double a = share(name, before);
            double b = share(name, after);
            index += (b - a) * StrictMath.log(b / a);
        }
        return index;
    }

    private static double share(String name, Map<String, Integer> sizes) {
        return Math.max(NOBODY, sizes.getOrDefault(name, 0)) / total(sizes);
    }

    private static int total(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToInt(size -> size).sum();
    }

    /** By chance alone the index is about chi-squared with a degree less than segments, by (1/n + 1/m). */
    private static List<Caution> drift(
            Scheme scheme, List<String> names, Map<String, Integer> before, Map<String, Integer> after, double index) {
        double freedom = names.size() - 1;
        double chance = (freedom + 2 * Math.sqrt(2 * freedom)) * (1.0 / total(before) + 1.0 / total(after));
        if (index < USUAL || index < chance) {
            return List.of();
        }
        String most = names.stream()
                .max(Comparator.comparingDouble(name -> Math.abs(share(name, after) - share(name, before))))
                .orElseThrow();
        return List.of(Caution.of(
                "segments_drift",
                "Segments by %s drift: their sizes have a stability index of %.2f, %s; most of all '%s', from %.0f to %.0f"
                        + " %%. Ask whether customers changed, a season did it, or the data did; if it lasts, train the"
                        + " model and learn the segments again.",
                scheme.word(),
                index,
                index < OTHER ? "and below 0.1 is usual" : "and above 0.25 is another population",
                most,
                100 * share(most, before),
                100 * share(most, after)));
    }

    /** The share of the customers of both times who are in another segment than before; NaN if there is none. */
    public double movedShare() {
        int both = 0;
        int moved = 0;
        for (Move move : moves) {
            if (!move.from().equals(NOWHERE) && !move.to().equals(NOWHERE)) {
                both += move.customers();
                moved += move.from().equals(move.to()) ? 0 : move.customers();
            }
        }
        return both == 0 ? Double.NaN : moved / (double) both;
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
    public static Migration fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, Migration.class);
    }

    /**
     * A table: a row for each earlier segment and one for new customers, a column for each later one and one for those
     * gone.
     */
    @Override
    public String toString() {
        List<String> sides = new ArrayList<>(segments);
        sides.add(NOWHERE);
        Map<String, Integer> counts = new LinkedHashMap<>();
        moves.forEach(move -> counts.put(move.from() + "\n" + move.to(), move.customers()));
        int wide = Math.max(5, sides.stream().mapToInt(String::length).max().orElseThrow());
        StringBuilder text = new StringBuilder();
        double moved = movedShare();
        line(
                text,
                "from %s to %s by %s: %s, stability index %.3f",
                from,
                to,
                scheme,
                Double.isNaN(moved)
                        ? "no customer is in both times, so that nobody can move; compare the spelling of ids"
                        : String.format(Locale.ROOT, "%.1f %% of the customers of both times moved", 100 * moved),
                stabilityIndex);
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-" + wide + "s", ""));
        for (int i = 0; i < sides.size(); i++) {
            header.append(String.format(Locale.ROOT, " %8s", i < segments.size() ? "(" + (i + 1) + ")" : "(gone)"));
        }
        line(text, "%s", header);
        for (int i = 0; i < sides.size(); i++) {
            boolean known = i < segments.size();
            StringBuilder row =
                    new StringBuilder(String.format(Locale.ROOT, "%-" + wide + "s", known ? sides.get(i) : "(new)"));
            for (String target : sides) {
                row.append(String.format(Locale.ROOT, " %8d", counts.getOrDefault(sides.get(i) + "\n" + target, 0)));
            }
            line(text, "%s%s", row, known ? " (" + (i + 1) + ")" : "");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append(System.lineSeparator());
    }
}
