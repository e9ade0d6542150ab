package dev.clv.features.read;

import dev.clv.features.internal.MalformedOffsets;
import java.io.Reader;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whole records of a CSV file, one after the other.
 *
 * @param text where they are read from
 * @param linesAbove how many lines of the file stand above them
 * @param malformed where the malformed sequences in it stand
 * @param mostBytesLeft no more bytes than this follow the record at hand; empty if that is unknown
 */
record CsvStretch(Reader text, long linesAbove, MalformedOffsets malformed, Supplier<OptionalLong> mostBytesLeft) {}
