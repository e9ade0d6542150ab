package dev.clv.benchmarks.accuracy;

import dev.clv.ClvModelBuilder;
import dev.clv.baseline.Baseline;
import dev.clv.evaluate.Scores;
import dev.clv.tune.Tuning;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One way to measure accuracy: data, and who is trained on and who is scored. */
interface Protocol {

    /** How it is named on the command line. */
    String name();

    /**
     * The runs of one family: 0 to 4 have been seen by everybody, 5 to 9 have not.
     *
     * @param numbers of the splits or, where there is one split, the seeds of the training
     */
    List<Run> runs(List<Integer> numbers);

    /** One training and the customers that it is scored on. */
    interface Run {

        /** Trains with these settings, and scores. */
        Scores score(UnaryOperator<ClvModelBuilder> settings);

        /**
         * Searches settings on the training customers, trains with those of the winner, and scores.
         *
         * @param verdict takes what the search says
         */
        Scores tuned(Tuning tuning, Consumer<String> verdict);

        /**
         * Scores a baseline, which learns from the training customers at the latest origin.
         *
         * @throws IllegalStateException if it needs a past, which the rows of a table do not have
         */
        Scores score(Baseline baseline);

        /** The same rows for what is not ours. */
        LearnerRows rows();
    }
}
