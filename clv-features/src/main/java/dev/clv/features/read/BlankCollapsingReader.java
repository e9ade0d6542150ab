package dev.clv.features.read;

import java.io.IOException;
import java.io.Reader;

/**
 * Turns columns that blanks line up into columns that one tab separates: leading and trailing blanks of a line go,
 * every other run of blanks and tabs becomes a single tab. Blanks between double quotes stay.
 */
final class BlankCollapsingReader extends Reader {

    private final Reader in;
    private final char[] source = new char[8192];
    private int at;
    private int end;
    private boolean lineStart = true;
    private boolean pending;
    private boolean quoted;

    BlankCollapsingReader(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int to = offset;
        int limit = offset + length;
        while (to < limit) {
            if (at == end) {
                end = in.read(source, 0, source.length);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    break;
                }
            }
            char c = source[at];
            if (!quoted && (c == ' ' || c == '\t')) {
                pending = !lineStart;
                at++;
                continue;
            }
            boolean lineEnd = !quoted && (c == '\n' || c == '\r');
            if (pending && !lineEnd) {
                target[to++] = '\t';
                pending = false;
                continue;
            }
            pending = false;
            lineStart = lineEnd;
            quoted ^= c == '"';
            target[to++] = c;
            at++;
        }
        return to == offset ? -1 : to - offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
