package dev.clv.tune;

import dev.clv.evaluate.Metric;
import java.util.List;
import java.util.stream.IntStream;

/** Successive halving, in brackets: many configurations on few customers, half of them on twice as many, and so on. */
record Halving(SearchSpace space, Metric score, long seed, List<Double> shares) implements Proposer {

    private static final int WIDTH = 8;

    @Override
    public List<Candidate> next(List<Trial> done, int left) {
        int begin = 1; // after the given configuration
        while (true) {
            int width = width((long) done.size() - begin + left);
            if (width == 0) {
                return new RandomSearch(space, seed).next(done, left);
            }
            int before = begin;
            for (int step = 0; step < shares.size(); step++) {
                int size = width >> step;
                if (begin + size > done.size()) {
                    return step == 0 ? fresh(done.size(), size) : better(done.subList(before, begin), size, step);
                }
                before = begin;
                begin += size;
            }
        }
    }

    /** The widest bracket that fits whole, of which one configuration comes through at least; 0 if none does. */
    private int width(long left) {
        return IntStream.iterate(WIDTH, width -> width >> (shares.size() - 1) > 0, width -> width - 1)
                .filter(width -> size(width) <= left)
                .findFirst()
                .orElse(0);
    }

    private int size(int width) {
        return IntStream.range(0, shares.size()).map(step -> width >> step).sum();
    }

    private List<Candidate> fresh(int done, int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> new Candidate(RandomSearch.draw(space, Proposer.random(seed, done + i)), shares.get(0)))
                .toList();
    }

    private List<Candidate> better(List<Trial> before, int size, int step) {
        return before.stream()
                .sorted(Trial.bestFirst(score))
                .limit(size)
                .map(trial -> new Candidate(trial.values(), shares.get(step)))
                .toList();
    }
}
