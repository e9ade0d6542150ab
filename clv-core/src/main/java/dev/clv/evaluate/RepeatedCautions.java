package dev.clv.evaluate;

import dev.clv.caution.Caution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says each kind of caution of several evaluations once. */
final class RepeatedCautions {

    private RepeatedCautions() {}

    /**
     * In the words of the last one that carries it, with how many do.
     *
     * @param where such as {@code "at %d of %d origins: "}
     */
    static List<Caution> of(List<Evaluation> evaluations, String where) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, String> sentences = new LinkedHashMap<>();
        for (Evaluation evaluation : evaluations) {
            Map<String, String> once = new LinkedHashMap<>();
            evaluation.cautions().forEach(caution -> once.putIfAbsent(caution.key(), caution.sentence()));
            once.keySet().forEach(key -> counts.merge(key, 1, Integer::sum));
            sentences.putAll(once);
        }
        List<Caution> cautions = new ArrayList<>();
        sentences.forEach((key, sentence) -> cautions.add(new Caution(
                key, String.format(Locale.ROOT, where, counts.getOrDefault(key, 0), evaluations.size()) + sentence)));
        return List.copyOf(cautions);
    }
}
