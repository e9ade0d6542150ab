package dev.clv.features.internal.time;

/** A run of one pattern letter, or a literal when {@code letter} is 0. */
record PatternStep(char letter, int count, String literal) {

    static PatternStep of(char letter, int count) {
        // Proleptic years, so that strict resolving needs no era; one letter for the month, which English does not
        // inflect.
        char known = letter == 'y' ? 'u' : letter == 'L' ? 'M' : letter;
        return new PatternStep(known, count, "");
    }

    static PatternStep literal(String text) {
        return new PatternStep('\0', 0, text);
    }

    boolean isLiteral() {
        return letter == 0;
    }

    /** Whether it is a month by its name. */
    boolean isMonthName() {
        return letter == 'M' && count >= 3;
    }
}
