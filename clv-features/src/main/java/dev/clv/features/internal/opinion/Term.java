package dev.clv.features.internal.opinion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one word or phrase means. Immutable. */
public final class Term {

    private final @Nullable Mood mood;
    private final double weight;
    private final List<Sense> senses;
    private final boolean name;
    private final boolean opinion;
    private final boolean emoticon;

    private Term(@Nullable Mood mood, double weight, List<Sense> senses, boolean emoticon) {
        this.mood = mood;
        this.weight = weight;
        this.senses = List.copyOf(senses);
        this.emoticon = emoticon;
        name = senses.stream().anyMatch(sense -> sense.role().names());
        opinion = mood == Mood.OPINION
                || mood == Mood.EITHER
                || mood == Mood.FAULT && weight < 0
                || (mood == null || !mood.negates())
                        && senses.stream().anyMatch(sense -> !sense.role().names());
    }

    /** A word that means nothing so far. */
    static Term unknown() {
        return new Term(null, 0, List.of(), false);
    }

    Term withMood(Mood newMood, double newWeight) {
        return new Term(newMood, newWeight, senses, emoticon);
    }

    Term asEmoticon() {
        return new Term(mood, weight, senses, true);
    }

    Term withSense(Sense sense) {
        List<Sense> more = new ArrayList<>(senses);
        more.removeIf(old -> old.aspect().equals(sense.aspect()) && old.role() == sense.role());
        more.add(sense);
        return new Term(mood, weight, more, emoticon);
    }

    /** What it does to the mood, if it is a word of the lexicon. */
    public @Nullable Mood mood() {
        return mood;
    }

    /**
     * How good or bad an opinion is, from -1 to 1, or the factor of a degree. A fault below 0 is a complaint itself.
     */
    public double weight() {
        return weight;
    }

    /** How it speaks of aspects; often empty. */
    public List<Sense> senses() {
        return senses;
    }

    /** The sense of a role, the first if there are several. */
    public @Nullable Sense sense(Role role) {
        for (int i = 0; i < senses.size(); i++) {
            if (senses.get(i).role() == role) {
                return senses.get(i);
            }
        }
        return null;
    }

    /** The sense of a role for an aspect. */
    public @Nullable Sense sense(Role role, String aspect) {
        for (int i = 0; i < senses.size(); i++) {
            Sense sense = senses.get(i);
            if (sense.role() == role && sense.aspect().equals(aspect)) {
                return sense;
            }
        }
        return null;
    }

    /** Whether it names an aspect or what was bought. */
    public boolean isName() {
        return name;
    }

    /** Whether it is a face made of punctuation, such as ":/". */
    boolean isEmoticon() {
        return emoticon;
    }

    /** Whether it may say something good or bad, of an aspect or at all. */
    public boolean isOpinion() {
        return opinion;
    }
}
