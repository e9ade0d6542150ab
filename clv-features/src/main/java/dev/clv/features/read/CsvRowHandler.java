package dev.clv.features.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.clv.features.internal.MalformedOffsets;
import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.Blank;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the wanted fields of a record from the parser's buffer into a {@link Row}, which the parser's next read would
 * overwrite. Until the columns are known it collects the first record as text.
 */
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<CsvRowHandler> {

    /** What {@link #malformedOffset()} says when the record is well-formed. */
    static final long WELL_FORMED = -1;

    private static final int UNWANTED = -1;

    private final MalformedOffsets malformed;
    private final int maxFieldLength;
    private final List<String> header = new ArrayList<>();
    private Row row = new Row(true);
    private int[] slots = new int[0];
    private boolean bound;

    /** The fields of the first record after {@link #bind}, until {@link #forgetFirst}. */
    private final List<String> first = new ArrayList<>();

    private boolean keepsFirst;
    private long malformedOffset = WELL_FORMED;
    private int lineBreaks;
    private boolean tooLong;
    private int filled;

    CsvRowHandler(MalformedOffsets malformed, int maxFieldLength) {
        this.malformed = malformed;
        this.maxFieldLength = maxFieldLength;
    }

    /** From now on fills {@code row}, whose slots are named by columns of {@code header}. */
    void bind(Row row, List<String> header) {
        this.row = row;
        row.header(header);
        slots = new int[header.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = row.knownSlotOf(header.get(i));
        }
        bound = true;
        keepsFirst = true;
    }

    /** Takes the first record, and all that follow, for rows with one column in front of those of the header. */
    void shift() {
        place(1);
    }

    /** Whether the first record begins with a number of a row. */
    boolean beginsWithNumber() {
        return !first.isEmpty() && first.get(0).matches("\\d+");
    }

    /** The opposite of {@link #shift}. */
    void unshift() {
        place(-1);
    }

    private void place(int by) {
        int[] placed = new int[slots.length + by];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = i < by ? UNWANTED : slots[i - by];
        }
        slots = placed;
        if (first.isEmpty()) {
            return;
        }
        row.clear();
        for (int i = 0; i < Math.min(slots.length, first.size()); i++) {
            if (slots[i] != UNWANTED) {
                row.set(slots[i], first.get(i));
            }
        }
    }

    /** Gives up the copy of the first record. */
    void forgetFirst() {
        keepsFirst = false;
        first.clear();
    }

    /** The fields of the record that was read before {@link #bind}. */
    List<String> header() {
        return header;
    }

    /** How many line breaks the quoted fields of the record at hand hold. */
    int lineBreaks() {
        return lineBreaks;
    }

    /** Fields of the record at hand. */
    int fieldCount() {
        return getFieldCount();
    }

    /** Fields of the record at hand without the blank ones at its end. */
    int filledCount() {
        return filled;
    }

    /** The line on which the record at hand begins, from 1, lines skipped at the start not counted. */
    long startLine() {
        return getStartingLineNumber();
    }

    /** The line on which the field begins that the parser has not finished yet. */
    long openLine() {
        return getStartingLineNumber() + lineBreaks;
    }

    /** The byte offset of the first malformed sequence in the record at hand, or {@link #WELL_FORMED}. */
    long malformedOffset() {
        return malformedOffset;
    }

    /** Whether a field of the record at hand is longer than allowed. */
    boolean tooLong() {
        return tooLong;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        malformedOffset = WELL_FORMED;
        lineBreaks = 0;
        tooLong = false;
        filled = 0;
        header.clear();
        row.clear();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (!malformed.isEmpty()) {
            noteMalformed(buffer, offset, length);
        }
        if (quoted) {
            lineBreaks += countLineBreaks(buffer, offset, length);
        }
        if (keepsFirst && length <= maxFieldLength) {
            first.add(new String(buffer, offset, length));
        }
        if (index >= slots.length - 1 && !isBlank(buffer, offset, length)) {
            filled = index + 1;
        }
        if (length > maxFieldLength) {
            tooLong = true;
        } else if (!bound) {
            header.add(Blank.trim(new String(buffer, offset, length)));
        } else if (index < slots.length && slots[index] != UNWANTED) {
            row.set(slots[index], buffer, offset, length);
        }
    }

    private void noteMalformed(char[] buffer, int offset, int length) {
        int count = StrictReader.countMalformed(buffer, offset, length);
        for (int i = 0; i < count; i++) {
            long at = malformed.take();
            if (malformedOffset == WELL_FORMED) {
                malformedOffset = at;
            }
        }
    }

    private static boolean isBlank(char[] buffer, int offset, int length) {
        int at = offset;
        while (at < offset + length && Blank.is(buffer[at])) {
            at++;
        }
        return at == offset + length;
    }

    private static int countLineBreaks(char[] buffer, int offset, int length) {
        int breaks = 0;
        for (int i = offset; i < offset + length; i++) {
            char c = buffer[i];
            if (c == '\r' || (c == '\n' && (i == offset || buffer[i - 1] != '\r'))) {
                breaks++;
            }
        }
        return breaks;
    }

    @Override
    protected CsvRowHandler buildRecord() {
        return this;
    }
}
