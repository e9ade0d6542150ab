package dev.clv.features.text.aspect;

import dev.clv.features.text.lexicon.Polarity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Sentences whose aspects were labelled by hand, and how well a reader finds them. */
record Labelled(String text, Map<String, Polarity> aspects, boolean contrast) {

    private static final Map<Character, Polarity> SIGNS =
            Map.of('+', Polarity.POSITIVE, '0', Polarity.NEUTRAL, '-', Polarity.NEGATIVE);

    /** The sentences of a file among the resources of tests. */
    static List<Labelled> sentences(String file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Labelled.class.getResourceAsStream(file), file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Labelled::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Labelled of(String line) {
        String[] cells = line.split("\t", -1);
        Map<String, Polarity> aspects = new TreeMap<>();
        for (String label : cells[1].isEmpty() ? new String[0] : cells[1].split(" ")) {
            int end = label.length() - 1;
            aspects.put(label.substring(0, end), SIGNS.get(label.charAt(end)));
        }
        return new Labelled(cells[0], aspects, cells[2].equals("yes"));
    }

    /** How well a reader finds the aspects of sentences, and their polarity where it does. */
    record Score(int right, int found, int labelled, int agreed, int contrasted, int contrastedAgreed) {

        static Score of(AspectReader reader, List<Labelled> sentences) {
            int right = 0;
            int found = 0;
            int labelled = 0;
            int agreed = 0;
            int contrasted = 0;
            int contrastedAgreed = 0;
            for (Labelled sentence : sentences) {
                labelled += sentence.aspects.size();
                for (AspectOpinion opinion : reader.read(sentence.text)) {
                    found++;
                    Polarity label = sentence.aspects.get(opinion.aspect());
                    if (label != null) {
                        boolean same = label == opinion.polarity();
                        right++;
                        agreed += same ? 1 : 0;
                        contrasted += sentence.contrast ? 1 : 0;
                        contrastedAgreed += sentence.contrast && same ? 1 : 0;
                    }
                }
            }
            return new Score(right, found, labelled, agreed, contrasted, contrastedAgreed);
        }

        double precision() {
            return right / (double) found;
        }

        double recall() {
            return right / (double) labelled;
        }

        double polarity() {
            return agreed / (double) right;
        }

        double polarityInContrast() {
            return contrastedAgreed / (double) contrasted;
        }
    }
}
