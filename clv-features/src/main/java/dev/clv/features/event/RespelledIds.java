package dev.clv.features.event;

import com.google.common.hash.Hashing;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds ids of customers in two forms of which one spells the other anew, such as {@code C-1001} beside {@code C1001},
 * or a number alone beside the address that ends in it.
 *
 * <p>The form of an id is the id with one 9 for each of its numbers. Two forms count if each has at least
 * {@value #SHARE} of the customers and one number, a quarter of the ids of the rarer one have the number of an id of
 * the other, and that is no chance: either the forms differ in signs only, or the numbers fill at most a tenth of their
 * range.
 */
final class RespelledIds {

    private static final double SHARE = 0.1;
    private static final int FEWEST = 20;
    /** So many ids tell whether a form may have the share of all. */
    private static final int ENOUGH = 5_000;

    private static final double OVERLAP = 0.25;
    private static final double DENSE = 0.1;

    /** Longer numbers do not fit into a double without loss. */
    private static final int LONGEST = 15;

    private RespelledIds() {}

    /** Remarks on the two forms that most customers have, if there are such. */
    static void remark(Texts ids, DataQualityReport.Builder tally) {
        double least = Math.max(FEWEST, SHARE * ids.size());
        if (ids.size() > 2 * ENOUGH && !mayBe(ids)) {
            return;
        }
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            counts.merge(key(form(ids.get(i))), 1, Integer::sum);
        }
        counts.values().removeIf(count -> count < least);
        if (counts.size() < 2) {
            return;
        }
        Map<String, Numbers> forms = new TreeMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String form = form(ids.get(i));
            if (form.indexOf('9') >= 0 && form.indexOf('9') == form.lastIndexOf('9') && counts.containsKey(key(form))) {
                forms.computeIfAbsent(form, any -> new Numbers(any, new HashSet<>()))
                        .add(ids.get(i));
            }
        }
        best(new ArrayList<>(forms.values()))
                .ifPresent(pair -> tally.count(
                        new Reason(Effect.REMARKED, LogReasons.IDS_SPELLED_ANEW, pair.sentence()), pair.overlap()));
    }

    /** Whether a part of the ids leaves it open that there are two forms that so many have. */
    private static boolean mayBe(Texts ids) {
        int step = ids.size() / ENOUGH;
        Map<String, Integer> counts = new HashMap<>();
        for (int block = 0, i = 0; (i = Picked.at(block, step)) < ids.size(); block++) {
            counts.merge(form(ids.get(i)), 1, Integer::sum);
        }
        return counts.values().stream()
                        .filter(count -> count >= SHARE / 2 * ids.size() / step)
                        .count()
                >= 2;
    }

    private static Optional<Pair> best(List<Numbers> forms) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            for (int j = i + 1; j < forms.size(); j++) {
                Pair pair = new Pair(forms.get(i), forms.get(j));
                if (pair.isSpelledAnew()) {
                    pairs.add(pair);
                }
            }
        }
        return pairs.stream().max(Comparator.comparingInt(Pair::overlap));
    }

    private static long key(String form) {
        return Hashing.farmHashFingerprint64().hashUnencodedChars(form).asLong();
    }

    /** The id with one 9 for each of its numbers. */
    static String form(String id) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean digit = Character.isDigit(c);
            if (!digit || i == 0 || !Character.isDigit(id.charAt(i - 1))) {
                form.append(digit ? '9' : c);
            }
        }
        return form.toString();
    }

    /** The numbers in the ids of one form. */
    private record Numbers(String form, Set<String> numbers) {

        void add(String id) {
            int from = form.indexOf('9');
            numbers.add(id.substring(from, id.length() - (form.length() - from - 1)));
        }
    }

    /** Two forms. */
    private record Pair(Numbers one, Numbers other) {

        int overlap() {
            return (int) one.numbers.stream().filter(other.numbers::contains).count();
        }

        boolean isSpelledAnew() {
            int fewer = Math.min(one.numbers.size(), other.numbers.size());
            return fewer >= FEWEST && overlap() >= OVERLAP * fewer && (differInSigns() || areSparse());
        }

        /** Ids that {@link IdReview} holds for one are told there. */
        private boolean differInSigns() {
            return bare(one.form).equals(bare(other.form))
                    && !IdReview.folded(one.form).equals(IdReview.folded(other.form));
        }

        private static String bare(String form) {
            return form.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
        }

        private boolean areSparse() {
            if (IdReview.folded(one.form).equals(IdReview.folded(other.form))) {
                return false;
            }
            double least = Double.POSITIVE_INFINITY;
            double most = 0;
            for (Set<String> numbers : List.of(one.numbers, other.numbers)) {
                for (String number : numbers) {
                    if (number.length() > LONGEST) {
                        return true;
                    }
                    double value = Double.parseDouble(number);
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
            return Math.max(one.numbers.size(), other.numbers.size()) <= DENSE * (most - least + 1);
        }

        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "customers are there under two ids each, of the forms '%s' (%d customers) and '%s' (%d), and count as"
                            + " two customers, so that histories are split and values too low: write ids in one"
                            + " way",
                    IdShape.of(one.form),
                    one.numbers.size(),
                    IdShape.of(other.form),
                    other.numbers.size());
        }
    }
}
