package dev.clv.features.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The whole text of a file that people write by hand or that lists a few things: compressed by gzip or not. */
public final class SmallFile {

    private SmallFile() {}

    /**
     * The text of a file in UTF-8, or in UTF-16, without a byte order mark.
     *
     * @param longest the most characters that it may have
     * @throws IOException if it is a folder, no text in these encodings, too long, or cannot be read; the message says
     *     why in words
     */
    public static String text(Path file, int longest) throws IOException {
        try (InputSource source = InputSource.open(file, bytes -> {});
                StrictReader reader = new StrictReader(source.content(), StandardCharsets.UTF_8)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1 << 13];
            for (int got = reader.read(buffer, 0, buffer.length);
                    got >= 0;
                    got = reader.read(buffer, 0, buffer.length)) {
                text.append(buffer, 0, got);
                if (reader.hasMalformed()) {
                    throw new IOException("it is not valid " + reader.charset() + " at byte offset "
                            + reader.takeMalformedOffset() + "; save it as UTF-8");
                }
                if (text.length() > longest) {
                    throw new IOException(String.format(
                            Locale.ROOT, "it is longer than %,d characters; check that it is the right file", longest));
                }
            }
            return withoutMark(text.toString());
        } catch (IOException e) {
            throw new IOException(InputSource.reasonOf(e), e);
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? withoutMark(text.substring(1)) : text;
    }
}
