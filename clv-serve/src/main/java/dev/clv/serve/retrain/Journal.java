package dev.clv.serve.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.clv.explain.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All changes of a registry, as they are in its file: JSON lines, each of which ends with the SHA-256 of itself and the
 * one before. Immutable.
 */
final class Journal {

    static final String FILE = "journal.jsonl";

    private static final String KIND = "clv-registry";
    private static final int FORMAT = 1;
    private static final String CHECK = ",\"check\":\"";
    private static final String END = "\"}";
    private static final int HASH = 64;

    private final String text;
    private final List<RegistryEntry> entries;

    private Journal(String text, List<RegistryEntry> entries) {
        this.text = text;
        this.entries = List.copyOf(entries);
    }

    /** Of a registry in which nothing has happened yet. */
    static Journal empty() {
        return new Journal(line(JsonObject.of(KIND, FORMAT), ""), List.of());
    }

    /**
     * What a file holds; empty if there is none.
     *
     * @throws RegistryDamagedException if it is not what was written
     */
    static Optional<Journal> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw damaged(file, 1, List.of());
        }
        List<RegistryEntry> entries = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        String check = "";
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            int body = line.length() - HASH - CHECK.length() - END.length();
            String of = body < 0 ? "" : line.substring(0, body) + "}";
            String expected = hash(check, of);
            if (!line.equals(of.substring(0, Math.max(0, of.length() - 1)) + CHECK + expected + END)) {
                throw damaged(file, i + 1, entries);
            }
            check = expected;
            if (i == 0) {
                JsonObject.read(of, KIND, FORMAT);
            } else {
                entries.add(RegistryEntry.read(of));
            }
        }
        if (lines.length < 2 || !lines[lines.length - 1].isEmpty()) {
            throw damaged(file, lines.length, entries);
        }
        return Optional.of(new Journal(text, entries));
    }

    private static RegistryDamagedException damaged(Path file, int line, List<RegistryEntry> before) {
        String remedy = before.isEmpty()
                ? ""
                : ", or delete that line and all after it, which makes version "
                        + before.get(before.size() - 1).champion() + " the champion again";
        return new RegistryDamagedException("line " + line + " of '" + file
                + "' is not what was written; put back a copy of the file" + remedy
                + ". The models in 'versions' are not touched");
    }

    private static String line(JsonObject body, String before) {
        // A string has no line feed of its own: those here only indent.
        String text = body.toString().replaceAll("\\R *", "");
        return text.substring(0, text.length() - 1) + CHECK + hash(before, text) + END + "\n";
    }

    private static String hash(String before, String body) {
        return Hashing.sha256().hashString(before + body, UTF_8).toString();
    }

    /** With one more change at its end. */
    Journal with(RegistryEntry entry) {
        int end = text.length() - 1 - END.length();
        List<RegistryEntry> all = new ArrayList<>(entries);
        all.add(entry);
        return new Journal(text + line(entry.toJson(), text.substring(end - HASH, end)), all);
    }

    /** All changes, in their order; unmodifiable. */
    List<RegistryEntry> entries() {
        return entries;
    }

    /** The change that decides who the champion is; empty if there was none yet. */
    Optional<RegistryEntry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** What its file holds. */
    String text() {
        return text;
    }
}
