package dev.clv.features.internal.opinion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one word or phrase means.
 *
 * @param text in the form of {@link ReadableText}
 * @param mood what it does to the mood, if it is a word of the lexicon
 * @param weight of the mood: from -1 to 1 for an opinion, a factor for a degree
 * @param senses how it speaks of aspects; often empty
 */
public record Term(String text, @Nullable Mood mood, double weight, List<Sense> senses) {

    /** Copies the list. */
    public Term {
        senses = List.copyOf(senses);
    }

    Term withMood(Mood newMood, double newWeight) {
        return new Term(text, newMood, newWeight, senses);
    }

    Term withSense(Sense sense) {
        List<Sense> more = new ArrayList<>(senses);
        more.removeIf(old -> old.aspect().equals(sense.aspect()) && old.role() == sense.role());
        more.add(sense);
        return new Term(text, mood, weight, more);
    }

    /** The sense of a role, the first if there are several. */
    public @Nullable Sense sense(Role role) {
        for (Sense sense : senses) {
            if (sense.role() == role) {
                return sense;
            }
        }
        return null;
    }

    /** The sense of a role for an aspect. */
    public @Nullable Sense sense(Role role, String aspect) {
        for (Sense sense : senses) {
            if (sense.role() == role && sense.aspect().equals(aspect)) {
                return sense;
            }
        }
        return null;
    }

    /** Whether it names an aspect or what was bought. */
    public boolean isName() {
        return !senses.isEmpty() && senses.stream().anyMatch(sense -> sense.role().names());
    }

    /** Whether it may say something good or bad, of an aspect or at all. */
    public boolean isOpinion() {
        return mood == Mood.OPINION
                || mood == Mood.EITHER
                || mood != Mood.NEGATOR && senses.stream().anyMatch(sense -> !sense.role().names());
    }
}
