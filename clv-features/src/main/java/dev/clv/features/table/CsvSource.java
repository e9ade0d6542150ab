package dev.clv.features.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A CSV file: what its first bytes say about compression, encoding and delimiter, and then its rows. */
final class CsvSource {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int LONGEST_HEADER = 1 << 16;

    private CsvSource() {}

    static void read(Path file, TableReader.Sink sink) throws IOException {
        try (InputStream bytes = uncompressed(new BufferedInputStream(Files.newInputStream(file)));
                BufferedReader characters = decoded(bytes);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(delimiter(characters))
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(characters)) {
            boolean first = true;
            for (CsvRecord record : csv) {
                int line = Math.toIntExact(record.getStartingLineNumber());
                if (first) {
                    sink.header(line, record.getFields());
                    first = false;
                } else {
                    sink.row(line, record.getFields());
                }
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    file.getFileName() + " is not a CSV file: " + e.getMessage()
                            + (e.getCause() == null ? "" : ", a field that is too long or a quote that does not end")
                            + "; check the quotes there",
                    e);
        } catch (UncheckedIOException | CharacterCodingException e) {
            if (e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException) {
                throw new IllegalArgumentException(
                        file.getFileName() + " holds bytes that are no UTF-8 text; save it as UTF-8", e);
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    private static InputStream uncompressed(BufferedInputStream bytes) throws IOException {
        byte[] magic = peek(bytes, 2);
        boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static BufferedReader decoded(InputStream bytes) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes);
        byte[] mark = peek(buffered, 3);
        Charset charset = StandardCharsets.UTF_8;
        int skip = 0;
        if (startsWith(mark, 0xef, 0xbb, 0xbf)) {
            skip = 3;
        } else if (startsWith(mark, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            skip = 2;
        } else if (startsWith(mark, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            skip = 2;
        }
        buffered.skipNBytes(skip);
        return new BufferedReader(
                new InputStreamReader(buffered, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)),
                LONGEST_HEADER);
    }

    private static byte[] peek(BufferedInputStream bytes, int count) throws IOException {
        bytes.mark(count);
        byte[] first = bytes.readNBytes(count);
        bytes.reset();
        return first;
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The delimiter that the header has most of, outside quotes; the comma when it has none. */
    private static char delimiter(BufferedReader characters) throws IOException {
        characters.mark(LONGEST_HEADER);
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        for (int i = 0; i < LONGEST_HEADER; i++) {
            int character = characters.read();
            if (character < 0 || (!quoted && (character == '\n' || character == '\r'))) {
                break;
            }
            quoted ^= character == '"';
            for (int d = 0; d < DELIMITERS.length && !quoted; d++) {
                counts[d] += character == DELIMITERS[d] ? 1 : 0;
            }
        }
        characters.reset();
        int best = 0;
        for (int d = 1; d < counts.length; d++) {
            best = counts[d] > counts[best] ? d : best;
        }
        return DELIMITERS[best];
    }
}
