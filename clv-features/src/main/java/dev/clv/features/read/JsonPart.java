package dev.clv.features.read;

/**
 * What was read of a chunk.
 *
 * @param start what the columns had shown when it was begun
 * @param end what they had shown when it was done
 * @param namesBefore what the names of fields had shown when it was begun
 * @param names what they had shown when it was done
 * @param rows its rows, counted for themselves
 */
record JsonPart(ColumnEvidence start, ColumnEvidence end, JsonNames namesBefore, JsonNames names, Intake rows) {}
