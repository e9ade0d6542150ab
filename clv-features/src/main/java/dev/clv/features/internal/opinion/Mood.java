package dev.clv.features.internal.opinion;

/** What a word does to the mood of a sentence. */
public enum Mood {
    /** Praises or complains by itself. */
    OPINION,
    /** An opinion that only strengthens another one right after it, such as "pretty". */
    EITHER,
    /** Turns the opinion after it round. */
    NEGATOR,
    /** A negator, unless "so", "this" or "such" follows, which makes it praise: "never had shoes this comfortable". */
    NEVER,
    /** A negator that repeats an earlier one instead of undoing it, such as "nenhum" after "não". */
    AGAIN,
    /** Strengthens or weakens the opinion after it. */
    DEGREE,
    /** A degree that is a complaint before a measure, such as "too". */
    EXCESS,
    /** What comes after it outweighs what came before, such as "but". */
    CONTRAST,
    /** A contrast after which a bare name is complained about, such as "the only problem is". */
    FAULT,
    /** A contrast of the clause in which it stands, such as 却. */
    TURN,
    /** What is said in its clause is outweighed by the rest of the sentence, such as "although". */
    CONCESSION,
    /** What is praised after it is missing, such as "should be". */
    WISH,
    /** What is said after it is not known to be so, such as "hopefully". */
    MAYBE,
    /** Joins clauses of equal weight. */
    AND,
    /** A word of grammar, which stands between others without parting them, such as "the". */
    WORD,
    /** No mood; keeps shorter words inside it from being read. */
    NEUTRAL;

    /** Whether it says no. */
    public boolean negates() {
        return this == NEGATOR || this == NEVER || this == AGAIN;
    }
}
