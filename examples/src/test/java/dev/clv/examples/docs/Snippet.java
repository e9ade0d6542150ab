package dev.clv.examples.docs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a document.
 *
 * @param document where it stands
 * @param line the line of its opening fence, from 1
 * @param language what the fence says, possibly nothing
 * @param mark the HTML comment just above the block without its brackets, or nothing
 * @param lines the lines between the fences
 */
public record Snippet(Path document, int line, String language, String mark, List<String> lines) {

    private static final String FENCE = "```";

    /** README.md and the pages of docs. */
    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(root().resolve("README.md")));
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(root().resolve("docs"), "*.md")) {
            pages.forEach(documents::add);
        }
        return documents;
    }

    /** The folder of the repository, of which this module's may be the working directory. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }

    public static List<Snippet> of(Path document) throws IOException {
        List<String> text = Files.readAllLines(document);
        List<Snippet> snippets = new ArrayList<>();
        String above = "";
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i);
            if (line.startsWith(FENCE)) {
                int end = i + 1 + text.subList(i + 1, text.size()).indexOf(FENCE);
                List<String> lines = List.copyOf(text.subList(i + 1, end));
                snippets.add(new Snippet(document, i + 1, line.substring(FENCE.length()), comment(above), lines));
                i = end;
            }
            above = line.isBlank() ? above : line;
        }
        return snippets;
    }

    private static String comment(String line) {
        return line.startsWith("<!--") && line.endsWith("-->")
                ? line.substring(4, line.length() - 3).strip()
                : "";
    }

    boolean isMarked(String word) {
        return mark.startsWith(word + ":");
    }

    String place() {
        return document.getFileName() + ":" + line;
    }
}
