package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;

/**
 * Lets all extractors of a plan learn in one pass over the training histories, on one machine or on many.
 *
 * <p>Histories may come in any order. Learners of one plan that took in different histories merge, in any order and
 * grouping, into what one learner of all of them would be, to the bit. Not thread-safe.
 *
 * <p>Made by {@link FeaturePlan#learner()}.
 */
public final class PipelineLearner {

    private final List<FittableExtractor> extractors;
    private final List<FittableExtractor.Learner> learners;

    PipelineLearner(List<FittableExtractor> extractors) {
        this.extractors = extractors;
        this.learners = extractors.stream().map(FittableExtractor::learner).toList();
    }

    /**
     * Takes in the history of one training row.
     *
     * @param history cut at the row's cutoff
     */
    public void add(CustomerHistory history) {
        for (FittableExtractor.Learner learner : learners) {
            learner.add(history);
        }
    }

    /**
     * Takes in the id of a customer of the log, who may have no training row. No id that was taken in, by itself or
     * with a history, is learned as a name or as a category, such as the one who referred others.
     *
     * @param customer in any order, also after histories, and more than once
     */
    public void know(String customer) {
        for (FittableExtractor.Learner learner : learners) {
            learner.know(customer);
        }
    }

    /**
     * What was taken in so far, as bytes for {@link #merge}. It may hold rare values and hashes of customers' ids, so
     * keep it as safe as the histories and throw it away after merging.
     *
     * @throws UnsupportedOperationException if an extractor's learner cannot be stored; the message names the extractor
     */
    public byte[] snapshot() {
        StateWriter out = new StateWriter();
        for (int i = 0; i < learners.size(); i++) {
            StateWriter part = new StateWriter();
            try {
                learners.get(i).snapshot(part);
            } catch (UnsupportedOperationException e) {
                throw unsupported(i, e);
            }
            out.text(extractors.get(i).name()).bytes(part.toBytes());
        }
        return out.toBytes();
    }

    /**
     * Takes in everything that another learner of the same plan had taken in.
     *
     * @param snapshot of the other one
     * @throws IllegalArgumentException if it is damaged or of another plan
     * @throws UnsupportedOperationException if an extractor's learner cannot be merged; the message names the extractor
     */
    public void merge(byte[] snapshot) {
        StateReader in = new StateReader(snapshot);
        for (int i = 0; i < learners.size(); i++) {
            String name = extractors.get(i).name();
            String found = in.text();
            if (!found.equals(name)) {
                throw new IllegalArgumentException("the snapshot is of another plan: it has extractor '" + found
                        + "' where this plan has '" + name + "'");
            }
            StateReader part = new StateReader(in.bytes());
            try {
                learners.get(i).merge(part);
            } catch (UnsupportedOperationException e) {
                throw unsupported(i, e);
            }
            part.end();
        }
        in.end();
    }

    private UnsupportedOperationException unsupported(int extractor, UnsupportedOperationException e) {
        return new UnsupportedOperationException(
                "extractor '" + extractors.get(extractor).name() + "': " + e.getMessage(), e);
    }

    /**
     * The pipeline that what was taken in so far makes; more may follow.
     *
     * @throws IllegalArgumentException if two fitted extractors declare a feature of the same name
     */
    public FeaturePipeline learned() {
        return new FeaturePipeline(
                learners.stream().map(FittableExtractor.Learner::learned).toList());
    }
}
