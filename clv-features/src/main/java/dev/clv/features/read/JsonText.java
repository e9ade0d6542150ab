package dev.clv.features.read;

/**
 * The text of one JSON record and where it stands.
 *
 * @param chars holds the text from {@code from} on, not to be modified
 * @param line the number of its first line in the file, from 1
 * @param column of that line at which it begins, from 1
 * @param tooLong whether it was too long to be kept whole
 * @param malformedOffset the byte offset of its first malformed sequence, or {@link LineSplitter#WELL_FORMED}
 */
record JsonText(char[] chars, int from, int length, long line, int column, boolean tooLong, long malformedOffset) {

    /** The same record within other characters. */
    JsonText movedTo(char[] others, int place) {
        System.arraycopy(chars, from, others, place, length);
        return new JsonText(others, place, length, line, column, tooLong, malformedOffset);
    }
}
