package dev.clv.features.event;

import com.google.common.hash.Hashing;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.internal.cell.Invisible;
import dev.clv.features.internal.cell.ShortenedId;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What is remarkable about customers' ids: ids that differ in their spelling only, and ids of which none ever buys
 * twice, as of orders.
 */
final class IdReview {

    /** With fewer customers, chance may have it that none buys twice. */
    static final int FEWEST = 50;

    static final long DAY = Duration.ofDays(1).toSeconds() * 1_000_000;

    /** Within less time, few customers could buy twice. */
    static final long SHORTEST = 30 * DAY;

    /** What a file may put around a value: quotes, the apostrophe that makes a text of a number, brackets. */
    private static final String AROUND = "'\"`\u2018\u2019\u201c\u201d=()[]{}<>";

    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+");

    /** Ways in which spellings of one id differ, and what makes them the same; in the order in which ids are folded. */
    private static final Map<Reason, UnaryOperator<String>> WAYS = ways();

    private final EventTable table;

    IdReview(EventTable table) {
        this.table = table;
    }

    void remark(DataQualityReport.Builder tally) {
        countTwins(tally);
        countShortened(tally);
        long once = buyingOnce();
        if (once >= FEWEST) {
            tally.count(LogReasons.NOBODY_BOUGHT_TWICE, once);
        } else {
            OneTimeIds.remark(table, tally);
        }
        PlaceholderIds.remark(table, tally);
    }

    /** Customers who bought, if none of them did on different days and there was time to; else 0. */
    private long buyingOnce() {
        byte purchase = EventTable.code(EventKind.PURCHASE);
        long buyers = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int customer = 0; customer < table.customers().size(); customer++) {
            long earliest = Long.MAX_VALUE;
            long latest = Long.MIN_VALUE;
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == purchase) {
                    earliest = Math.min(earliest, table.times().get(i));
                    latest = Math.max(latest, table.times().get(i));
                }
            }
            if (earliest <= latest) {
                if (latest - earliest >= DAY) {
                    return 0;
                }
                buyers++;
                first = Math.min(first, earliest);
                last = Math.max(last, latest);
            }
        }
        return buyers > 0 && last - first >= SHORTEST ? buyers : 0;
    }

    private void countShortened(DataQualityReport.Builder tally) {
        Texts ids = table.customers();
        long shortened = 0;
        for (int i = 0; i < ids.size(); i++) {
            shortened += ShortenedId.is(ids.get(i)) ? 1 : 0;
        }
        if (shortened > 0) {
            tally.count(LogReasons.IDS_SHORTENED, shortened);
        }
        countShortened(EventField.ORDER, "order", LogReasons.ORDERS_SHORTENED, tally);
        countShortened(EventField.PRODUCT, "product", LogReasons.PRODUCTS_SHORTENED, tally);
    }

    /** Counts the events whose text in this field is so, and how many different ones are left. */
    private void countShortened(EventField field, String what, String key, DataQualityReport.Builder tally) {
        Texts texts = table.texts()[field.ordinal()];
        BitSet shortened = new BitSet();
        for (int i = 0; i < texts.size(); i++) {
            shortened.set(i, ShortenedId.is(texts.get(i)));
        }
        if (shortened.isEmpty()) {
            return;
        }
        long events = 0;
        for (int i = 0; i < table.times().size(); i++) {
            long text = table.kinds()[i] == EventTable.ATTRIBUTE
                            || !EventTable.kind(table.kinds()[i]).fields().contains(field)
                    ? Texts.NONE
                    : table.textNumbers()[field.column.text()].get(i);
            events += text != Texts.NONE && shortened.get((int) text) ? 1 : 0;
        }
        if (events > 0) {
            String sentence = String.format(
                    Locale.ROOT,
                    "events name their %s by an id such as 1.23E+11, as spreadsheets write long numbers without their last"
                            + " digits, and only %,d different such ids are left, so that different %ss may have become"
                            + " one; export the ids as text",
                    what,
                    shortened.cardinality(),
                    what);
            tally.count(new Reason(Effect.REMARKED, key, sentence), events);
        }
    }

    private void countTwins(DataQualityReport.Builder tally) {
        Texts ids = table.customers();
        if (!mayDiffer(ids)) {
            return;
        }
        long[] hashes = new long[ids.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hashing.farmHashFingerprint64()
                    .hashUnencodedChars(folded(ids.get(i)))
                    .asLong();
        }
        Set<Long> repeated = repeated(hashes);
        if (repeated.isEmpty()) {
            return;
        }
        Map<String, List<String>> twins = new TreeMap<>();
        for (int i = 0; i < hashes.length; i++) {
            if (repeated.contains(hashes[i])) {
                twins.computeIfAbsent(folded(ids.get(i)), any -> new ArrayList<>())
                        .add(ids.get(i));
            }
        }
        for (List<String> group : twins.values()) {
            for (String twin : group.subList(1, group.size())) {
                differences(group.get(0), twin).forEach(difference -> tally.count(difference, 1));
            }
        }
    }

    /** Whether a kind of character occurs by which spellings can differ. */
    private static boolean mayDiffer(Texts ids) {
        boolean capitals = false;
        boolean smalls = false;
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (id.startsWith("0") && id.length() > 1) {
                return true;
            }
            for (int at = 0; at < id.length(); at++) {
                char c = id.charAt(at);
                if (isUnusual(c)) {
                    return true;
                }
                capitals |= c >= 'A' && c <= 'Z';
                smalls |= c >= 'a' && c <= 'z';
            }
            if (capitals && smalls) {
                return true;
            }
        }
        return false;
    }

    private static Set<Long> repeated(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                repeated.add(sorted[i]);
            }
        }
        return repeated;
    }

    /** Every way in which ids differ that are the same once {@link #folded}; at least one. */
    static List<Reason> differences(String id, String twin) {
        List<Reason> differences = new ArrayList<>();
        for (Reason way : WAYS.keySet()) {
            if (!foldedBut(way, id).equals(foldedBut(way, twin))) {
                differences.add(way);
            }
        }
        return differences.isEmpty() ? List.of(firstDifference(id, twin)) : differences;
    }

    /** What is the same in ids that differ in one way only. */
    private static String foldedBut(Reason way, String id) {
        String rest = id;
        for (Map.Entry<Reason, UnaryOperator<String>> other : WAYS.entrySet()) {
            if (!other.getKey().equals(way)) {
                rest = other.getValue().apply(rest);
            }
        }
        return rest;
    }

    /** The way after whose folding the ids are the same, where one of two ways is enough. */
    private static Reason firstDifference(String id, String twin) {
        String one = id;
        String other = twin;
        Reason last = LogReasons.IDS_DIFFER_IN_CASE;
        for (Map.Entry<Reason, UnaryOperator<String>> way : WAYS.entrySet()) {
            one = way.getValue().apply(one);
            other = way.getValue().apply(other);
            last = way.getKey();
            if (one.equals(other)) {
                break;
            }
        }
        return last;
    }

    /** What ids that mean the same customer have in common. */
    static String folded(String id) {
        if (isPlain(id)) {
            return id;
        }
        String folded = id;
        for (UnaryOperator<String> way : WAYS.values()) {
            folded = way.apply(folded);
        }
        return folded;
    }

    private static Map<Reason, UnaryOperator<String>> ways() {
        Map<Reason, UnaryOperator<String>> ways = new LinkedHashMap<>();
        ways.put(LogReasons.IDS_DIFFER_IN_ENCODING, MisreadId::restored);
        ways.put(LogReasons.IDS_DIFFER_IN_BLANKS, IdReview::withoutBlanks);
        ways.put(LogReasons.IDS_DIFFER_IN_UNICODE_FORM, IdReview::composed);
        ways.put(
                LogReasons.IDS_DIFFER_IN_CASE, id -> id.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        ways.put(LogReasons.IDS_DIFFER_IN_ADDRESS, MailAddress::plain);
        ways.put(LogReasons.IDS_DIFFER_IN_SIGNS, IdReview::withoutSigns);
        ways.put(LogReasons.IDS_DIFFER_IN_DECIMALS, IdReview::withoutDecimals);
        ways.put(LogReasons.IDS_DIFFER_IN_ZEROS, IdReview::withoutZeros);
        return ways;
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (isUnusual(c) || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return !id.startsWith("0");
    }

    private static boolean isUnusual(char c) {
        return c <= ' ' || c >= 127 || c == '.' || c == ',' || c == '%' || c == '&' || AROUND.indexOf(c) >= 0;
    }

    private static String composed(String id) {
        return Normalizer.normalize(id, Normalizer.Form.NFKC);
    }

    private static String withoutBlanks(String id) {
        StringBuilder rest = new StringBuilder();
        id.codePoints()
                .filter(point ->
                        !Character.isWhitespace(point) && !Character.isSpaceChar(point) && !Invisible.is(point))
                .forEach(rest::appendCodePoint);
        return rest.toString();
    }

    /** The id without what a whole number gets when it passes through a column of decimals. */
    private static String withoutDecimals(String id) {
        return id.matches("\\d+\\.0+") ? id.substring(0, id.indexOf('.')) : id;
    }

    /** The id without what a file put around it, and without commas between thousands. */
    private static String withoutSigns(String id) {
        int from = 0;
        int to = id.length();
        while (from < to && AROUND.indexOf(id.charAt(from)) >= 0) {
            from++;
        }
        while (from < to && AROUND.indexOf(id.charAt(to - 1)) >= 0) {
            to--;
        }
        String inner = from == to ? id : id.substring(from, to);
        return inner.indexOf(',') > 0 && GROUPED.matcher(inner).matches() ? inner.replace(",", "") : inner;
    }

    /** The id without the zeros that a spreadsheet takes away; itself if it is no number. */
    private static String withoutZeros(String id) {
        return id.matches("0+\\d+") ? id.replaceFirst("^0+(?=\\d)", "") : id;
    }
}
