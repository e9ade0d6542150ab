package dev.clv.features.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts of temporary files and back; short ones that come up again and again are made once. Not thread-safe. */
final class TextCache {

    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 40;

    private final byte[][] known = new byte[PLACES][];
    private final @Nullable String[] strings = new @Nullable String[PLACES];
    private byte[] scratch = new byte[64];

    void write(@Nullable String text, SpillFile.Output out) {
        if (text == null) {
            out.whole(-1);
            return;
        }
        if (scratch.length < 3L * text.length()) {
            scratch = new byte[Math.multiplyExact(3, text.length())];
        }
        int length = Texts.encode(text, scratch);
        out.whole(length);
        out.bytes(scratch, 0, length);
    }

    @Nullable
    String read(SpillFile.Input in) {
        int length = (int) in.whole();
        if (length < 0) {
            return null;
        }
        int from = in.bytes(length);
        byte[] bytes = in.array();
        if (length > LONGEST) {
            return Texts.decode(bytes, from, length);
        }
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 12) & PLACES - 1;
        String string = strings[place];
        if (string != null && Arrays.equals(known[place], 0, known[place].length, bytes, from, from + length)) {
            return string;
        }
        String made = Texts.decode(bytes, from, length);
        known[place] = Arrays.copyOfRange(bytes, from, from + length);
        strings[place] = made;
        return made;
    }
}
