package dev.clv.tune;

import dev.clv.evaluate.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The tree-structured Parzen estimator; each knob by itself, as in the paper. */
record Tpe(SearchSpace space, Metric score, long seed) implements Proposer {

    private static final int AT_RANDOM = 10;

    /** The share of the trials that counts as good, and how many draws compete; both as in the paper. */
    private static final double GOOD = 0.15;

    private static final int DRAWS = 24;

    @Override
    public List<Candidate> next(List<Trial> done, int left) {
        List<Trial> placed = done.stream()
                .filter(trial -> !Double.isNaN(positions(trial)[0]))
                .sorted(Trial.bestFirst(score))
                .toList();
        int good = (int) Math.ceil(GOOD * placed.size());
        Densities better = densities(placed.subList(0, good));
        Densities worse = densities(placed.subList(good, placed.size()));
        Set<Map<String, Object>> tried = new HashSet<>();
        done.forEach(trial -> tried.add(trial.values()));
        List<Candidate> batch = new ArrayList<>();
        for (int i = 1; i <= Math.min(BATCH, left); i++) {
            SplittableRandom random = Proposer.random(seed, done.size() + i);
            Map<String, Object> values = done.size() + i <= 1 + AT_RANDOM
                    ? RandomSearch.draw(space, random)
                    : likeliest(better, worse, random, tried);
            tried.add(values);
            batch.add(new Candidate(values, 1));
        }
        return batch;
    }

    /** The draw from the good ones with the best ratio of densities that was not tried yet. */
    private Map<String, Object> likeliest(
            Densities better, Densities worse, SplittableRandom random, Set<Map<String, Object>> tried) {
        return Stream.generate(() -> better.draw(space, random))
                .limit(DRAWS)
                .filter(values -> !tried.contains(values))
                .max(Comparator.comparingDouble(values -> better.log(positions(values)) - worse.log(positions(values))))
                .orElseGet(() -> RandomSearch.draw(space, random));
    }

    private Densities densities(List<Trial> trials) {
        List<Density> all = new ArrayList<>();
        for (Dimension dimension : space.dimensions().values()) {
            int at = all.size();
            double[] positions =
                    trials.stream().mapToDouble(trial -> positions(trial)[at]).toArray();
            all.add(
                    dimension instanceof Dimension.Choice choice
                            ? Frequencies.of(positions, choice.values().size())
                            : Parzen.of(positions));
        }
        return new Densities(all);
    }

    private double[] positions(Trial trial) {
        return positions(trial.values());
    }

    /** The position in each dimension; all NaN if a value is missing or outside the space. */
    private double[] positions(Map<String, Object> values) {
        double[] positions = space.dimensions().entrySet().stream()
                .mapToDouble(dimension -> {
                    Object value = values.get(dimension.getKey());
                    return value == null ? Double.NaN : dimension.getValue().of(value);
                })
                .toArray();
        if (Arrays.stream(positions).anyMatch(Double::isNaN)) {
            Arrays.fill(positions, Double.NaN);
        }
        return positions;
    }

    /** One for each dimension, in order. */
    private record Densities(List<Density> all) {

        Map<String, Object> draw(SearchSpace space, SplittableRandom random) {
            Iterator<Density> next = all.iterator();
            return space.at(dimension -> next.next().draw(random));
        }

        double log(double[] positions) {
            double sum = 0;
            for (int i = 0; i < positions.length; i++) {
                sum += StrictMath.log(all.get(i).at(positions[i]));
            }
            return sum;
        }
    }
}
