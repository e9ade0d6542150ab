package dev.clv.features.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The chunks of a CSV file on their way into its sheet. */
final class CsvParts extends OrderedParts<CsvChunk, CsvPart> {

    private final CsvSheet sheet;
    private final CsvSplitter chunks;

    CsvParts(CsvSheet sheet, CsvSplitter chunks) {
        this.sheet = sheet;
        this.chunks = chunks;
    }

    @Override
    @Nullable
    CsvChunk next() throws IOException {
        return chunks.next();
    }

    @Override
    Reading<CsvPart> reading(CsvChunk chunk) {
        return sheet.reading(chunk);
    }

    @Override
    boolean take(CsvChunk chunk, CsvPart part) {
        return sheet.take(part, chunk);
    }

    @Override
    void readAlone(CsvChunk chunk) throws IOException {
        sheet.take(chunk.stretch());
    }
}
