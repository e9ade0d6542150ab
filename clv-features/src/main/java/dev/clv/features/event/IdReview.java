package dev.clv.features.event;

import com.google.common.hash.Hashing;
import dev.clv.features.event.DataQualityReport.Reason;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is remarkable about customers' ids: ids that differ in their spelling only, and ids of which none ever buys
 * twice, as of orders.
 */
final class IdReview {

    /** With fewer customers, chance may have it that none buys twice. */
    private static final int FEWEST = 50;

    private static final long DAY = Duration.ofDays(1).toSeconds() * 1_000_000;

    /** Within less time, few customers could buy twice. */
    private static final long SHORTEST = 30 * DAY;

    private final EventTable table;

    IdReview(EventTable table) {
        this.table = table;
    }

    void remark(DataQualityReport.Builder tally) {
        countTwins(tally);
        long once = buyingOnce();
        if (once >= FEWEST) {
            tally.count(LogReasons.NOBODY_BOUGHT_TWICE, once);
        }
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
                    earliest = Math.min(earliest, table.times()[i]);
                    latest = Math.max(latest, table.times()[i]);
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
                tally.count(difference(group.get(0), twin), 1);
            }
        }
    }

    /** Whether a kind of character occurs by which spellings can differ. */
    private static boolean mayDiffer(Texts ids) {
        boolean capitals = false;
        boolean smalls = false;
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            for (int at = 0; at < id.length(); at++) {
                char c = id.charAt(at);
                if (c <= ' ' || c >= 127 || c == '.') {
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

    private static Reason difference(String id, String twin) {
        String one = withoutBlanks(id);
        String other = withoutBlanks(twin);
        if (one.equals(other)) {
            return LogReasons.IDS_DIFFER_IN_BLANKS;
        }
        if (composed(one).equals(composed(other))) {
            return LogReasons.IDS_DIFFER_IN_UNICODE_FORM;
        }
        return withoutDecimals(composed(one)).equals(withoutDecimals(composed(other)))
                ? LogReasons.IDS_DIFFER_IN_DECIMALS
                : LogReasons.IDS_DIFFER_IN_CASE;
    }

    /** What ids that mean the same customer have in common. */
    private static String folded(String id) {
        return isPlain(id)
                ? id
                : withoutDecimals(
                        composed(withoutBlanks(id)).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c >= 127 || c == '.' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static String composed(String id) {
        return Normalizer.normalize(id, Normalizer.Form.NFKC);
    }

    private static String withoutBlanks(String id) {
        StringBuilder rest = new StringBuilder();
        id.codePoints()
                .filter(point -> !Character.isWhitespace(point)
                        && !Character.isSpaceChar(point)
                        && Character.getType(point) != Character.FORMAT)
                .forEach(rest::appendCodePoint);
        return rest.toString();
    }

    /** The id without what a whole number gets when it passes through a column of decimals. */
    private static String withoutDecimals(String id) {
        return id.matches("\\d+\\.0+") ? id.substring(0, id.indexOf('.')) : id;
    }
}
