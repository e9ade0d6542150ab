package dev.clv.features.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file is that is no text of ours, told from its first bytes. */
final class FileKind {

    /** How many bytes are looked at. */
    static final int LENGTH = 512;

    private static final String AS_CSV = "; save its data as CSV";

    /** How files begin, with each byte as a character, and what they are. */
    private record Signature(String start, String kind) {}

    private static final List<Signature> BINARY = List.of(
            new Signature("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "an old Excel or Word file" + AS_CSV),
            new Signature("\u00fd7zXZ\0", "compressed by xz; unpack it, or compress it with gzip"),
            new Signature("(\u00b5/\u00fd", "compressed by Zstandard; unpack it, or compress it with gzip"),
            new Signature("7z\u00bc\u00af'\u001c", "a 7z archive; unpack it, or compress it with gzip"),
            new Signature("Rar!\u001a\u0007", "a RAR archive; unpack it, or compress it with gzip"),
            new Signature("Obj\u0001", "an Avro file" + AS_CSV),
            new Signature("SQLite format 3\0", "a database of SQLite; export a table as CSV, or read it by JDBC"),
            new Signature("\u0089HDF\r\n\u001a\n", "an HDF5 file" + AS_CSV),
            new Signature("ARROW1\0", "an Arrow or Feather file" + AS_CSV),
            new Signature("\u0089PNG\r\n\u001a\n", "a picture"),
            new Signature("\u00ff\u00d8\u00ff", "a picture"),
            new Signature("\u0080\u0004\u0095", "a pickle of Python" + AS_CSV),
            new Signature("\u00ff\u00fe\0\0", "text in UTF-32; save it as UTF-8"),
            new Signature("\0\0\u00fe\u00ff", "text in UTF-32; save it as UTF-8"),
            new Signature("%PDF-", "a PDF document; export its data as CSV"),
            new Signature("{\\rtf", "a formatted document; save it as plain text"));

    /** Beginnings that a name of a column may have too, unless something that is no text follows. */
    private static final List<Signature> UNLESS_TEXT = List.of(
            new Signature("PAR1", "a Parquet file" + AS_CSV),
            new Signature("ORC", "an ORC file" + AS_CSV),
            new Signature("BZh", "compressed by bzip2; unpack it, or compress it with gzip"));

    private static final List<Signature> TEXT = List.of(
            new Signature("<!doctype", "a web page, such as an error or a login; download the file again"),
            new Signature("<html", "a web page, such as an error or a login; download the file again"),
            new Signature("<?xml", "an XML document" + AS_CSV),
            new Signature(
                    "version https://git-lfs.", "a pointer of Git LFS and not the file; fetch it with 'git lfs pull'"));

    private FileKind() {}

    /** What the file is that begins so, as the end of a sentence and with a remedy; null if it may be text. */
    static @Nullable String of(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) {
            return isOffice(start)
                    ? "an Excel or other office file" + AS_CSV
                    : "a zip archive; unpack it, or compress it with gzip";
        }
        String kind = find(BINARY, start);
        if (kind == null && isBinary(start)) {
            kind = start.startsWith("ustar", 257)
                    ? "a tar archive; unpack it, or compress one file with gzip"
                    : find(UNLESS_TEXT, start);
        }
        String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
        return kind != null ? kind : find(TEXT, text.stripLeading().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String find(List<Signature> signatures, String start) {
        return signatures.stream()
                .filter(signature -> start.startsWith(signature.start))
                .map(Signature::kind)
                .findFirst()
                .orElse(null);
    }

    private static boolean isOffice(String start) {
        return List.of("[Content_Types].xml", "xl/", "_rels/", "mimetypeapplication/vnd.").stream()
                .anyMatch(start::contains);
    }

    /** Whether a character stands there that no text has. */
    private static boolean isBinary(String start) {
        return start.chars().anyMatch(c -> c < '\t' || (c > '\r' && c < ' ' && c != 0x1b));
    }
}
