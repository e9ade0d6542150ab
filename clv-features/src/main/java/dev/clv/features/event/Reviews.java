package dev.clv.features.event;

import dev.clv.features.internal.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Independent reviews of a log, whose counts are those of one review after the other. Not thread-safe. */
final class Reviews {

    private final List<Consumer<DataQualityReport.Builder>> reviews = new ArrayList<>();

    /** @param review changes nothing but the counts that it is given */
    void add(Consumer<DataQualityReport.Builder> review) {
        reviews.add(review);
    }

    /**
     * Runs all reviews, the last one first.
     *
     * @param executor changes no count
     */
    void run(DataQualityReport.Builder tally, Executor executor) {
        int last = reviews.size() - 1;
        List<DataQualityReport.Builder> found = Stream.generate(DataQualityReport::builder)
                .limit(reviews.size())
                .toList();
        Parts.runAll(reviews.size(), i -> reviews.get(last - i).accept(found.get(last - i)), executor);
        found.forEach(tally::add);
    }
}
