package dev.clv.features.text.aspect;

import dev.clv.features.internal.opinion.Mood;
import dev.clv.features.internal.opinion.Role;
import dev.clv.features.internal.opinion.Sense;
import dev.clv.features.internal.opinion.Term;
import dev.clv.features.internal.opinion.Turns;
import dev.clv.features.internal.opinion.Units;
import dev.clv.features.internal.opinion.Vocabulary;
import dev.clv.features.text.lexicon.SentimentWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One text, read segment by segment: the stretches between breaks, contrasts and conjunctions. Not thread-safe; made
 * for one reading.
 */
final class Reading {

    /** A part that broke is a matter of quality, whatever the part. */
    private static final String QUALITY = "quality";

    private static final double FAULTED = -0.6;
    private static final int FAR = 8;
    private static final int FAR_FOR_WEAK = 2;
    private static final int FAR_FOR_IMPLIED = 3;
    private static final int LONGEST_SEGMENT = 60;
    private static final int MOST_OPEN = 8;
    private static final Set<String> OF = Set.of("of", "do", "da", "dos", "das", "de", "的", "の");
    private static final Set<String> ALL = Set.of("都", "均", "全", "全都", "也都", "都很", "都不");

    private final Units units;
    private final Turns turns;
    private final Map<String, Evidence> found = new LinkedHashMap<>();

    /** Names without an opinion so far, of the sentence that is being read. */
    private final List<Mention> open = new ArrayList<>();

    /** Those among them that stand in a list, or alone. */
    private final List<Mention> bare = new ArrayList<>();

    private @Nullable SentimentWord attributed;
    private boolean afterContrast;

    /** Whether a name that nothing is said of is complained about: "the only problem is the price". */
    private boolean fault;

    Reading(CharSequence text, Vocabulary vocabulary) {
        units = Units.of(text, vocabulary);
        turns = Turns.of(units);
        boolean yielding = false;
        int from = 0;
        for (int unit = 0; unit <= units.size(); unit++) {
            byte broken = unit == units.size() ? Units.SENTENCE : units.breakKind(unit);
            Mood mood = broken != Units.NONE ? null : units.mood(unit);
            boolean contrast = mood == Mood.CONTRAST || mood == Mood.FAULT || mood == Mood.CONCESSION;
            boolean parts = broken != Units.NONE || contrast || mood == Mood.AND;
            if (!parts && unit - from < LONGEST_SEGMENT) {
                continue;
            }
            boolean bareSegment = segment(from, unit);
            from = parts ? unit + 1 : unit;
            if (open.size() > MOST_OPEN) {
                close();
            }
            if (contrast || broken == Units.SENTENCE || broken >= Units.CLAUSE && (yielding || fault)) {
                boolean answered = !open.isEmpty();
                close();
                fault &= !answered;
            } else if (broken == Units.ANSWER && !bareSegment) {
                close();
            }
            if (contrast) {
                fault = mood == Mood.FAULT && !turns.isNegated(unit);
                yielding = mood == Mood.CONCESSION;
                afterContrast = !yielding;
            } else if (broken >= Units.CLAUSE && yielding) {
                yielding = false;
                afterContrast = true;
            }
            if (broken == Units.SENTENCE) {
                fault = false;
                afterContrast = false;
                yielding = false;
            }
        }
    }

    List<AspectOpinion> opinions() {
        List<AspectOpinion> opinions = new ArrayList<>();
        found.forEach((aspect, evidence) -> {
            if (!evidence.isEmpty()) {
                opinions.add(evidence.of(aspect));
            }
        });
        opinions.sort(Comparator.comparingInt(opinion -> opinion.words().get(0).start()));
        return opinions;
    }

    /** Reads a segment; whether it holds a name and hardly more. */
    private boolean segment(int from, int to) {
        for (int unit = from; unit < to; unit++) {
            if (units.mood(unit) == Mood.TURN) {
                close();
                afterContrast = true;
            }
        }
        List<Mention> mentions = mentions(from, to);
        for (Mention mention : mentions) {
            String aspect = mention.aspect();
            if (aspect != null && mention.isStrong()) {
                evidence(aspect);
            }
        }
        boolean anyOpinion = false;
        SentimentWord shared = null;
        SentimentWord attributive = null;
        for (int unit = from; unit < to; unit++) {
            Term term = units.term(unit);
            if (term == null || !turns.isOpinion(unit)) {
                continue;
            }
            anyOpinion = true;
            SentimentWord given = opinion(unit, term, mentions, from, to);
            if (given != null) {
                shared = given;
                attributive = isLast(mentions, unit) ? given : attributive;
            }
        }
        boolean isBare = !anyOpinion && isBare(from, to, mentions);
        if (shared != null && !mentions.isEmpty()) {
            for (Mention mention : bare) {
                give(mention, shared);
            }
            open.clear();
            bare.clear();
        }
        if (isBare && attributed != null) {
            for (Mention mention : mentions) {
                give(mention, attributed);
            }
        } else if (from < to) {
            attributed = attributive;
        }
        for (Mention mention : mentions) {
            if (!mention.isAnswered() && mention.isStrong()) {
                open.add(mention);
                if (isBare) {
                    bare.add(mention);
                }
            }
        }
        return isBare;
    }

    /** Ends a sentence, or a part of it that a contrast ends: what nothing was said of is named all the same. */
    private void close() {
        for (Mention mention : open) {
            String aspect = mention.aspect();
            if (!mention.isAnswered() && aspect != null) {
                SentimentWord name =
                        new SentimentWord(units.start(mention.unit), units.end(mention.unit), fault ? FAULTED : 0);
                if (fault) {
                    evidence(aspect).opinion(name, afterContrast);
                } else {
                    evidence(aspect).name(name);
                }
            }
        }
        open.clear();
        bare.clear();
        attributed = null;
    }

    /** Gives an opinion to what it is about; returns it if that is a name in this segment. */
    private @Nullable SentimentWord opinion(int unit, Term term, List<Mention> mentions, int from, int to) {
        Mention before = before(mentions, unit);
        Sense excess = turns.isMeasured(unit) ? term.sense(Role.EXCESS) : null;
        if (term.sense(Role.OWN) != null) {
            Mention beside = beside(unit, term, mentions, before, after(mentions, unit));
            if (beside == null) {
                return own(unit, term, before, after(mentions, unit), mentions);
            }
            SentimentWord word = toward(unit, term, beside, null);
            give(beside, word);
            return word;
        }
        Double mood = turns.mood(units, unit);
        Mention target = target(unit, term, mentions, mood != null, from, to);
        if (target != null && !target.isObject()) {
            SentimentWord word = toward(unit, term, target, mood);
            give(target, word);
            shareAmongNeighbours(target, mentions, unit, word);
            return word;
        }
        Sense implied = excess == null ? term.sense(Role.IMPLIED) : excess;
        if (implied != null) {
            evidence(implied.aspect()).opinion(word(unit, implied.weight()), afterContrast);
            return null;
        }
        if (target == null && !open.isEmpty() && (before == null || before.isObject())) {
            Mention last = open.get(open.size() - 1);
            if (mood != null || last.with(term) != null) {
                SentimentWord word = toward(unit, term, last, mood);
                give(last, word);
                for (Mention mention : bare) {
                    give(mention, word);
                }
                open.remove(last);
                open.removeAll(bare);
                bare.clear();
            }
        }
        return null;
    }

    /** A name right beside an opinion that has a weight for it, such as "packaging" for "damaged". */
    private @Nullable Mention beside(
            int unit, Term term, List<Mention> mentions, @Nullable Mention before, @Nullable Mention after) {
        if (before != null && gap(before.unit, unit) <= (before.isStrong() ? 2 : 1)) {
            if (before.with(term) != null) {
                return before;
            }
            Mention earlier = before.isStrong() || before.isObject() ? null : before(mentions, before.unit);
            if (earlier != null && gap(earlier.unit, before.unit) == 0 && earlier.with(term) != null) {
                return earlier;
            }
        }
        return after != null && gap(unit, after.unit) == 0 && after.with(term) != null ? after : null;
    }

    /** An opinion that concerns aspects by itself; a name right beside it that has none shares it. */
    private @Nullable SentimentWord own(
            int unit, Term term, @Nullable Mention before, @Nullable Mention after, List<Mention> mentions) {
        SentimentWord word = null;
        for (Sense sense : term.senses()) {
            if (sense.role() == Role.OWN) {
                word = word(unit, sense.weight());
                evidence(sense.aspect()).opinion(word, afterContrast);
                for (Mention mention : mentions) {
                    if (sense.aspect().equals(mention.aspect())) {
                        mention.answer();
                    }
                }
                open.removeIf(mention -> sense.aspect().equals(mention.aspect()));
                bare.removeIf(mention -> sense.aspect().equals(mention.aspect()));
            }
        }
        Mention sharer = null;
        if (after != null
                && after.isStrong()
                && !after.isAnswered()
                && !units.standsAlone(unit)
                && gap(unit, after.unit) == 0) {
            sharer = after;
        }
        if (before != null && before.isStrong() && !before.isAnswered() && gap(before.unit, unit) <= 1) {
            sharer = before;
        }
        String aspect = sharer == null ? null : sharer.aspect();
        Evidence known = aspect == null ? null : found.get(aspect);
        if (word == null || sharer == null || known != null && known.hasOpinion()) {
            return null;
        }
        if (term.sense(Role.OWN, QUALITY) != null) {
            sharer.answer();
            return null;
        }
        give(sharer, word);
        return word;
    }

    private SentimentWord toward(int unit, Term term, Mention target, @Nullable Double mood) {
        Sense with = target.with(term);
        return with != null ? word(unit, with.weight()) : word(unit, 0, mood == null ? 0 : mood);
    }

    private SentimentWord word(int unit, double weight) {
        return word(unit, weight, turns.turn(unit, weight));
    }

    private SentimentWord word(int unit, double weight, double turned) {
        return new SentimentWord(units.start(turns.first(unit)), units.end(unit), turned);
    }

    private void give(Mention mention, SentimentWord word) {
        String aspect = mention.aspect();
        if (aspect != null) {
            mention.answer();
            evidence(aspect).opinion(word, afterContrast);
        }
    }

    private Evidence evidence(String aspect) {
        return found.computeIfAbsent(aspect, any -> new Evidence());
    }

    /** What an opinion is about: a name in its segment, or null. */
    private @Nullable Mention target(int unit, Term term, List<Mention> mentions, boolean hasMood, int from, int to) {
        Mention before = before(mentions, unit);
        Mention after = after(mentions, unit);
        boolean nextFirst = after != null
                && gap(unit, after.unit) == 0
                && (before == null || gap(before.unit, unit) > 0 || partedByOf(unit, after.unit));
        Mention first = nextFirst ? after : before;
        Mention second = nextFirst ? before : after;
        for (Mention candidate : new @Nullable Mention[] {first, second}) {
            if (candidate == null) {
                continue;
            }
            int gap = candidate.unit < unit ? gap(candidate.unit, unit) : gap(unit, candidate.unit);
            if (candidate.isObject()) {
                Mention owner = candidate.unit < unit ? openBefore(mentions, candidate.unit) : null;
                if (owner != null && (hasMood || owner.with(term) != null)) {
                    return owner;
                }
                if (gap <= 1 && hasMood) {
                    return candidate;
                }
                continue;
            }
            boolean with = candidate.with(term) != null;
            if (!with && !candidate.isStrong() && candidate == before) {
                Mention earlier = before(mentions, candidate.unit);
                if (earlier != null
                        && gap(earlier.unit, candidate.unit) == 0
                        && earlier.with(term) != null
                        && gap <= 1) {
                    return earlier;
                }
            }
            int far = with || candidate.isStrong() ? FAR : FAR_FOR_WEAK;
            if (term.sense(Role.IMPLIED) != null && !with) {
                far = Math.min(far, FAR_FOR_IMPLIED);
            }
            if ((hasMood || with) && gap <= far) {
                return candidate;
            }
        }
        return null;
    }

    /** "质量服务都很好": names right before the one that has the opinion share it where a word says "all". */
    private void shareAmongNeighbours(Mention target, List<Mention> mentions, int unit, SentimentWord word) {
        boolean all = false;
        for (int between = target.unit + 1; between < unit; between++) {
            all |= ALL.contains(units.text(between));
        }
        int place = mentions.indexOf(target);
        while (all && --place >= 0 && !mentions.get(place).isAnswered()) {
            give(mentions.get(place), word);
        }
    }

    private List<Mention> mentions(int from, int to) {
        List<Mention> mentions = new ArrayList<>();
        boolean all = false;
        for (int unit = from; unit < to; unit++) {
            all |= units.term(unit) == null
                    ? ALL.contains(units.text(unit))
                    : units.mood(unit) == Mood.DEGREE && ALL.contains(units.text(unit));
        }
        for (int unit = from; unit < to; unit++) {
            Term term = units.term(unit);
            if (term == null || !term.isName()) {
                continue;
            }
            Mention mention = new Mention(unit, term);
            int last = mentions.size() - 1;
            if (last >= 0 && !mention.isObject()) {
                int parted = unit - mentions.get(last).unit;
                Mention previous = mentions.get(last);
                boolean same = previous.isObject() || mention.speaksOf(previous);
                boolean compound = parted == 1 && !all || parted <= 3 && partedByOf(previous.unit, unit);
                if (compound && previous.isStrong() && !mention.isStrong() && !same && !units.standsAlone(unit)) {
                    continue;
                }
                if (compound && (mention.isStrong() || !previous.isStrong() && (same || units.standsAlone(unit)))) {
                    mentions.remove(last);
                }
            }
            mentions.add(mention);
        }
        return mentions;
    }

    private boolean partedByOf(int before, int after) {
        return before + 1 < after && OF.contains(units.text(before + 1));
    }

    private static @Nullable Mention before(List<Mention> mentions, int unit) {
        Mention before = null;
        for (Mention mention : mentions) {
            if (mention.unit < unit) {
                before = mention;
            }
        }
        return before;
    }

    private static @Nullable Mention openBefore(List<Mention> mentions, int unit) {
        Mention before = null;
        for (Mention mention : mentions) {
            if (mention.unit < unit && !mention.isObject() && !mention.isAnswered()) {
                before = mention;
            }
        }
        return before;
    }

    private static @Nullable Mention after(List<Mention> mentions, int unit) {
        for (Mention mention : mentions) {
            if (mention.unit > unit) {
                return mention;
            }
        }
        return null;
    }

    /** Whether the last name of a segment comes after an opinion. */
    private static boolean isLast(List<Mention> mentions, int unit) {
        return !mentions.isEmpty() && mentions.get(mentions.size() - 1).unit > unit;
    }

    private boolean isBare(int from, int to, List<Mention> mentions) {
        int others = -mentions.size();
        for (int unit = from; unit < to; unit++) {
            others += content(unit) || isName(unit) ? 1 : 0;
        }
        return !mentions.isEmpty() && others <= 1;
    }

    private boolean isName(int unit) {
        Term term = units.term(unit);
        return term != null && term.isName();
    }

    /** How many words that mean something stand between two units. */
    private int gap(int before, int after) {
        int gap = 0;
        for (int unit = before + 1; unit < after; unit++) {
            gap += content(unit) ? 1 : 0;
        }
        return gap;
    }

    private boolean content(int unit) {
        Mood mood = units.mood(unit);
        return units.breakKind(unit) == Units.NONE
                && mood != Mood.WORD
                && mood != Mood.DEGREE
                && mood != Mood.EXCESS
                && (mood == null || !mood.negates())
                && mood != Mood.TURN
                && mood != Mood.EITHER;
    }
}
