package dev.clv;

import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * How customers are divided by their predicted value, best tier first: by shares of the training customers, or by
 * amounts. Immutable and thread-safe.
 *
 * <pre>{@code
 * Tiers.byShare(0.1, 0.4).named("gold", "silver", "bronze")  // the top 10 %, the next 40 %, the rest
 * Tiers.byAmount(500, 100)                                   // A from 500 on, B from 100 on, C below
 * }</pre>
 *
 * @param byShare whether limits are shares of the training customers; amounts in currency otherwise
 * @param limits of all tiers but the last: shares in (0, 1) that sum up to less than 1, or positive amounts that fall
 * @param names one more than limits, all different
 */
public record Tiers(boolean byShare, List<Double> limits, List<String> names) {

    private static final int MOST = 26;

    /** Shares such as 0.2 + 0.3 are not exactly the percentile that they mean. */
    private static final double ROUNDING = 1e-9;

    /**
     * Copies the lists and checks them.
     *
     * @throws IllegalArgumentException if the limits do not divide customers, or the names are not one more than them,
     *     different and not blank
     */
    public Tiers {
        limits = List.copyOf(limits);
        names = List.copyOf(names);
        boolean each = limits.stream().allMatch(limit -> limit > 0 && limit < Double.POSITIVE_INFINITY);
        if (byShare && !(each && limits.stream().mapToDouble(share -> share).sum() < 1)) {
            throw new IllegalArgumentException("shares of tiers must be above 0 and sum up to less than 1, as the last"
                    + " tier has the rest; were " + limits);
        }
        if (!byShare && !(each && falls(limits))) {
            throw new IllegalArgumentException(
                    "amounts of tiers must be positive and fall, the best tier first; were " + limits);
        }
        if (names.size() != limits.size() + 1
                || new HashSet<>(names).size() < names.size()
                || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("names of tiers must be " + (limits.size() + 1)
                    + ", one more than limits, different and not blank; were " + names);
        }
    }

    private static boolean falls(List<Double> amounts) {
        for (int i = 1; i < amounts.size(); i++) {
            if (amounts.get(i) >= amounts.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** A, the top 20 % of customers, B, the next 30 %, and C, the rest: the usual division of an ABC analysis. */
    public static Tiers abc() {
        return byShare(0.2, 0.3);
    }

    /**
     * Tiers A, B, ... of these shares of the training customers, and one more of the rest.
     *
     * @param shares best tier first; above 0, their sum below 1; at most 25
     */
    public static Tiers byShare(double... shares) {
        return lettered(true, shares);
    }

    /**
     * Tiers A, B, ... of predicted values of at least these amounts, and one more of the rest.
     *
     * @param amounts best tier first; positive, falling; at most 25
     */
    public static Tiers byAmount(double... amounts) {
        return lettered(false, amounts);
    }

    private static Tiers lettered(boolean byShare, double... limits) {
        if (limits.length >= MOST) {
            throw new IllegalArgumentException("there must be fewer than " + MOST + " limits of tiers with letters,"
                    + " were " + limits.length + "; name the tiers, or take fewer");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= limits.length; i++) {
            names.add(String.valueOf((char) ('A' + i)));
        }
        return new Tiers(byShare, Arrays.stream(limits).boxed().toList(), names);
    }

    /**
     * The same tiers under other names.
     *
     * @param names best tier first
     */
    public Tiers named(String... names) {
        return new Tiers(byShare, limits, List.of(names));
    }

    /** The tier of a customer. */
    String of(double value, double percentile) {
        double above = 0;
        for (int i = 0; i < limits.size(); i++) {
            above += limits.get(i);
            if (byShare ? percentile >= 100 * (1 - above) - ROUNDING : value >= limits.get(i)) {
                return names.get(i);
            }
        }
        return names.get(limits.size());
    }

    void write(Section out) {
        out.put("by", byShare ? "share" : "amount")
                .put("limits", limits.stream().mapToDouble(limit -> limit).toArray())
                .put("names", names);
    }

    static Tiers read(Section in) throws ModelFormatException {
        return new Tiers(
                in.word("by").equals("share"),
                Arrays.stream(in.numbers("limits")).boxed().toList(),
                in.words("names"));
    }
}
