package dev.clv.features.internal.opinion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file of terms among our resources: tab-separated rows whose last cell lists terms, separated by a comma and a
 * blank. In a term, {@code (a/b)} stands for alternatives, which may be empty or hold further ones. Lines that begin
 * with {@code #} are comments.
 */
final class TermFile {

    private TermFile() {}

    /** The rows, each as its cells. */
    static List<String[]> rows(String name) {
        try (InputStream in = Objects.requireNonNull(TermFile.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String[]> rows = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    rows.add(line.split("\t", -1));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The terms of a list, all alternatives written out. */
    static List<String> terms(String list) {
        List<String> terms = new ArrayList<>();
        for (String term : list.split(", ", -1)) {
            for (String alternative : alternatives(term)) {
                terms.add(alternative.strip().replaceAll(" {2,}", " "));
            }
        }
        return terms;
    }

    private static List<String> alternatives(String term) {
        int open = term.indexOf('(');
        if (open < 0) {
            return List.of(term);
        }
        List<String> middles = new ArrayList<>();
        int depth = 0;
        int from = open + 1;
        int close = open;
        for (int i = open; i < term.length() && close == open; i++) {
            char unit = term.charAt(i);
            depth += unit == '(' ? 1 : unit == ')' ? -1 : 0;
            if (depth == 0 || depth == 1 && unit == '/') {
                middles.addAll(alternatives(term.substring(from, i)));
                from = i + 1;
            }
            if (depth == 0) {
                close = i;
            }
        }
        if (close == open) {
            throw new IllegalStateException("the parenthesis of '" + term + "' does not close");
        }
        List<String> tails = alternatives(term.substring(close + 1));
        List<String> all = new ArrayList<>();
        for (String middle : middles) {
            for (String tail : tails) {
                all.add(term.substring(0, open) + middle + tail);
            }
        }
        return all;
    }
}
