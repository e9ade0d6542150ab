package dev.clv.features.read;

import java.util.List;
import java.util.OptionalLong;

/**
 * Records of a JSON file in memory that follow each other.
 *
 * @param mostBytesLeft no more bytes than this are in them and behind them; empty if that is unknown
 */
record JsonChunk(List<JsonText> records, OptionalLong mostBytesLeft) {}
