package dev.clv.tune;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Configurations at random. */
record RandomSearch(SearchSpace space, long seed) implements Proposer {

    @Override
    public List<Candidate> next(List<Trial> done, int left) {
        return IntStream.rangeClosed(1, Math.min(BATCH, left))
                .mapToObj(i -> new Candidate(draw(space, Proposer.random(seed, done.size() + i)), 1))
                .toList();
    }

    static Map<String, Object> draw(SearchSpace space, SplittableRandom random) {
        return space.at(dimension -> random.nextDouble());
    }
}
