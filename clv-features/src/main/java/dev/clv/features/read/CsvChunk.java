package dev.clv.features.read;

import dev.clv.features.internal.MalformedOffsets;
import java.io.CharArrayReader;
import java.util.OptionalLong;

/** Whole records of a CSV file in memory, which can be read again and again. */
final class CsvChunk {

    private final char[] chars;
    private final int length;
    private final long linesAbove;
    private final MalformedOffsets malformed;
    private final OptionalLong mostBytesLeft;

    /**
     * @param chars not modified from here on
     * @param mostBytesLeft no more bytes than this are in it and behind it; empty if that is unknown
     */
    CsvChunk(char[] chars, int length, long linesAbove, MalformedOffsets malformed, OptionalLong mostBytesLeft) {
        this.chars = chars;
        this.length = length;
        this.linesAbove = linesAbove;
        this.malformed = malformed;
        this.mostBytesLeft = mostBytesLeft;
    }

    /** Its records from the first on. */
    CsvStretch stretch() {
        return new CsvStretch(new CharArrayReader(chars, 0, length), linesAbove, malformed.copy(), () -> mostBytesLeft);
    }
}
