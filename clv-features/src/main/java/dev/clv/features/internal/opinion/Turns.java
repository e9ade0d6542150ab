package dev.clv.features.internal.opinion;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the words before an opinion do to it: how much stronger or weaker they make it, whether they turn it round, and
 * whether they only wish for it. They reach to the next break, contrast or opinion, and a negation only a few words
 * far. Not thread-safe; made for one reading.
 */
public final class Turns {

    private static final double NEGATED_PRAISE = -0.8;
    private static final double NEGATED_COMPLAINT = -0.5;
    private static final double WISHED = -0.6;
    /** "No sooner used than broken": what comes after it is not negated. */
    private static final char THEN = '就';

    /** What makes the best of "never" before it. */
    private static final Set<String> SO = Set.of("so", "this", "such", "tão", "tao", "这么", "如此");

    private static final double BEST = 1.3;
    private static final int WORDS = 4;
    private static final int CHARACTERS = 6;
    private static final int CHARACTERS_OF_SHORT = 2;

    private final double[] degrees;
    private final boolean[] negated;
    private final boolean[] wished;
    private final boolean[] unknown;
    private final boolean[] measured;
    private final int[] firsts;

    private Turns(int size) {
        degrees = new double[size];
        negated = new boolean[size];
        wished = new boolean[size];
        unknown = new boolean[size];
        measured = new boolean[size];
        firsts = new int[size];
    }

    /** What is done to each unit that is an opinion. */
    public static Turns of(Units units) {
        Turns turns = new Turns(units.size());
        double degree = 1;
        boolean negative = false;
        boolean wish = false;
        boolean maybe = false;
        boolean measure = false;
        boolean never = false;
        int reach = 0;
        int first = -1;
        for (int unit = 0; unit < units.size(); unit++) {
            if (units.breakKind(unit) > Units.LIST) {
                never = false;
                degree = 1;
                negative = false;
                wish = false;
                maybe = false;
                measure = false;
                first = -1;
                continue;
            }
            Term term = units.term(unit);
            Mood mood = term == null ? null : term.mood();
            if (never && SO.contains(units.text(unit))) {
                never = false;
                negative = false;
                degree = BEST;
                continue;
            }
            boolean opinion = term != null && term.isOpinion() && !strengthensNext(units, unit);
            if (opinion) {
                negative &= !never || !beginsWithSo(units, unit);
                turns.degrees[unit] = degree;
                turns.negated[unit] = negative && reach >= 0;
                turns.wished[unit] = wish;
                turns.unknown[unit] = maybe;
                turns.measured[unit] = measure;
                turns.firsts[unit] = first < 0 || negative && reach < 0 ? unit : first;
                first = -1;
                degree = 1;
                negative = false;
                never = false;
                measure = false;
                if (mood == Mood.FAULT) {
                    wish = false;
                    maybe = false;
                }
                continue;
            }
            if (mood == null || mood == Mood.NEUTRAL || mood == Mood.WORD) {
                negative &= !units.is(unit, THEN);
                reach -= units.standsAlone(unit) ? units.length(unit) : mood == Mood.WORD ? 0 : 1;
                measure &= mood == Mood.WORD;
                if (mood != Mood.WORD && (term == null || term.senses().isEmpty())) {
                    degree = units.standsAlone(unit) ? degree : 1;
                    first = negative && reach >= 0 ? first : -1;
                }
                continue;
            }
            switch (mood) {
                case NEGATOR, NEVER, AGAIN -> {
                    first = first < 0 ? unit : first;
                    negative = !negative || reach < 0 || mood == Mood.AGAIN;
                    never = mood == Mood.NEVER;
                    reach = !units.standsAlone(unit)
                            ? WORDS
                            : units.length(unit) == 1 ? CHARACTERS_OF_SHORT : CHARACTERS;
                    degree = 1;
                }
                case DEGREE, EXCESS, EITHER -> {
                    degree = mood == Mood.EITHER ? 1.2 : term == null ? 1 : term.weight();
                    measure = true;
                    first = first < 0 ? unit : first;
                }
                case CONTRAST, FAULT, CONCESSION, AND -> {
                    degree = 1;
                    negative = mood == Mood.AND && negative && isOr(units, unit);
                    measure = false;
                    first = negative ? first : -1;
                    if (mood != Mood.AND) {
                        wish = false;
                        maybe = false;
                    }
                }
                case WISH -> wish = true;
                case MAYBE -> maybe = true;
                default -> {}
            }
        }
        return turns;
    }

    private static boolean isOr(Units units, int unit) {
        return units.length(unit) == 2 && units.text(unit).equals("or");
    }

    private static boolean beginsWithSo(Units units, int unit) {
        String text = units.text(unit);
        return SO.stream().anyMatch(so -> text.startsWith(units.standsAlone(unit) ? so : so + " "));
    }

    private static boolean strengthensNext(Units units, int unit) {
        if (units.mood(unit) != Mood.EITHER) {
            return false;
        }
        int after = unit + 1;
        while (after < units.size() && after <= unit + 2 && units.mood(after) == Mood.DEGREE) {
            after++;
        }
        Term next = after < units.size() ? units.term(after) : null;
        return next != null && next.isOpinion();
    }

    /** Whether a unit is an opinion, rather than what strengthens one. */
    public boolean isOpinion(int unit) {
        return degrees[unit] > 0;
    }

    /**
     * The first of the words that an opinion is read with, such as "not" in "not very good"; often the opinion itself.
     */
    public int first(int unit) {
        return firsts[unit];
    }

    /** Whether it is an opinion that is turned round, such as "problems" in "had no problems". */
    public boolean isNegated(int unit) {
        return negated[unit];
    }

    /** Whether a word of degree or excess is right before it. */
    public boolean isMeasured(int unit) {
        return measured[unit];
    }

    /**
     * A weight after all that is done to it, from -1 to 1.
     *
     * @param weight as it stands in the lexicon, from -1 to 1
     */
    public double turn(int unit, double weight) {
        if (unknown[unit]) {
            return 0;
        }
        double turned = weight * degrees[unit];
        if (negated[unit]) {
            turned *= turned > 0 ? NEGATED_PRAISE : NEGATED_COMPLAINT;
        }
        if (wished[unit] && turned > 0) {
            turned *= WISHED;
        }
        return Math.max(-1, Math.min(1, turned));
    }

    /** The mood of an opinion after all that is done to it; null if it has none by itself. */
    public @Nullable Double mood(Units units, int unit) {
        Term term = units.term(unit);
        boolean own = term != null && (term.mood() == Mood.OPINION || term.mood() == Mood.EITHER);
        return own && term != null ? turn(unit, term.weight()) : null;
    }
}
