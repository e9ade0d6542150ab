package dev.clv.features.text;

import dev.clv.features.internal.text.NormalText;
import dev.clv.features.internal.text.Tokens;
import java.util.HashSet;
import java.util.Set;

/** What may be a word of a text: its tokens, and runs of characters that follow each other without a blank. */
final class Words {

    /** The most characters of a word in a script without blanks between words. */
    private static final int LONGEST = 6;

    private Words() {}

    /** Everything in some texts that may be a word. */
    static Set<String> of(Iterable<? extends CharSequence> texts) {
        Set<String> words = new HashSet<>();
        for (CharSequence text : texts) {
            NormalText normal = NormalText.of(text);
            Tokens tokens = Tokens.of(normal);
            for (int token = 0; token < tokens.size(); token++) {
                words.add(tokens.text(token));
                for (int last = lastOfRun(tokens, token, LONGEST); last > token; last--) {
                    words.add(normal.subSequence(tokens.start(token), tokens.end(last)));
                }
            }
        }
        return words;
    }

    /** The last token that may belong to one word with a first one. */
    static int lastOfRun(Tokens tokens, int first, int longest) {
        int last = first;
        while (last + 1 < tokens.size()
                && last + 1 - first < Math.min(longest, LONGEST)
                && tokens.standsAlone(last)
                && tokens.standsAlone(last + 1)
                && tokens.end(last) == tokens.start(last + 1)) {
            last++;
        }
        return last;
    }
}
