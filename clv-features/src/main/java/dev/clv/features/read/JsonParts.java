package dev.clv.features.read;

import org.jspecify.annotations.Nullable;

/** The chunks of a JSON file on their way into its sheet. */
final class JsonParts extends OrderedParts<JsonChunk, JsonPart> {

    private final JsonSheet sheet;
    private final JsonChunks chunks;

    JsonParts(JsonSheet sheet, JsonChunks chunks) {
        this.sheet = sheet;
        this.chunks = chunks;
    }

    @Override
    @Nullable
    JsonChunk next() {
        return chunks.next();
    }

    @Override
    Reading<JsonPart> reading(JsonChunk chunk) {
        return sheet.reading(chunk);
    }

    @Override
    boolean take(JsonChunk chunk, JsonPart part) {
        return sheet.take(part, chunk);
    }

    @Override
    void readAlone(JsonChunk chunk) {
        sheet.take(chunk);
    }
}
