package dev.clv.decide.recommend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes lists of candidates by a {@link Ranking}. Thread-safe. */
final class Selection {

    /** How alike two products of one category are at least. */
    private static final double WITHIN_CATEGORY = 0.5;

    private final Signals signals;
    private final Ranking ranking;

    Selection(Signals signals, Ranking ranking) {
        this.signals = signals;
        this.ranking = ranking;
    }

    /**
     * The best candidates of one customer, with scores that fall.
     *
     * @param candidates by falling score
     */
    List<Candidate> ofOne(List<Candidate> candidates, int most) {
        return ranking.diversity() > 0 ? diverse(candidates, most) : limited(candidates, most);
    }

    private List<Candidate> limited(List<Candidate> candidates, int most) {
        List<Candidate> list = new ArrayList<>(most);
        Map<String, Integer> perCategory = new HashMap<>();
        for (Candidate candidate : candidates) {
            if (list.size() < most && counts(candidate, perCategory)) {
                list.add(candidate);
            }
        }
        return list;
    }

    private List<Candidate> diverse(List<Candidate> candidates, int most) {
        List<Candidate> left = new ArrayList<>(candidates);
        List<Double> likest = new ArrayList<>();
        left.forEach(candidate -> likest.add(0.0));
        List<Candidate> list = new ArrayList<>(most);
        Map<String, Integer> perCategory = new HashMap<>();
        while (list.size() < most && !left.isEmpty()) {
            int next = 0;
            for (int i = 1; i < left.size(); i++) {
                if (relevance(left.get(i), likest.get(i)) > relevance(left.get(next), likest.get(next))) {
                    next = i;
                }
            }
            double score = relevance(left.get(next), likest.get(next));
            likest.remove(next);
            Candidate chosen = left.remove(next);
            if (counts(chosen, perCategory)) {
                list.add(chosen.withScore(score));
                for (int i = 0; i < left.size(); i++) {
                    likest.set(
                            i,
                            Math.max(
                                    likest.get(i),
                                    alike(chosen.product(), left.get(i).product())));
                }
            }
        }
        return list;
    }

    private double relevance(Candidate candidate, double likest) {
        return candidate.score() * (1 - ranking.diversity() * likest);
    }

    private double alike(int one, int other) {
        double cosine =
                Math.max(signals.alike().similarity(one, other), signals.alike().similarity(other, one));
        @Nullable String category = category(one);
        return category != null && category.equals(category(other)) ? Math.max(WITHIN_CATEGORY, cosine) : cosine;
    }

    private @Nullable String category(int product) {
        return signals.shop().shop().categories().get(product);
    }

    private boolean counts(Candidate candidate, Map<String, Integer> perCategory) {
        @Nullable String category = category(candidate.product());
        return category == null || perCategory.merge(category, 1, Integer::sum) <= ranking.perCategory();
    }

    /**
     * Lists of k of many customers, of whom a product reaches the given number with the highest scores.
     *
     * @param lists of each customer, longer than k so that another product can take the place of one that is gone
     */
    List<List<Candidate>> ofAll(List<List<Candidate>> lists, int k) {
        if (ranking.perProduct() == Integer.MAX_VALUE) {
            return lists;
        }
        record Place(int customer, int at, double score) {}

        List<Place> places = new ArrayList<>();
        for (int c = 0; c < lists.size(); c++) {
            for (int i = 0; i < lists.get(c).size(); i++) {
                places.add(new Place(c, i, lists.get(c).get(i).score()));
            }
        }
        // Stable: of equal scores the customer who comes first.
        places.sort((a, b) -> Double.compare(b.score, a.score));
        int[] shown = new int[signals.shop().products()];
        List<List<Candidate>> chosen = new ArrayList<>();
        lists.forEach(list -> chosen.add(new ArrayList<>(k)));
        for (Place place : places) {
            Candidate candidate = lists.get(place.customer).get(place.at);
            List<Candidate> list = chosen.get(place.customer);
            if (list.size() < k && shown[candidate.product()] < ranking.perProduct()) {
                shown[candidate.product()]++;
                list.add(candidate);
            }
        }
        return chosen;
    }
}
