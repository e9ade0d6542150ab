package dev.clv.serve.live;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The version of a model that answers, the one before it, and the candidate beside it. Thread-safe. */
final class ModelHolder {

    private final boolean takesOtherFeatures;
    private final Consumer<ModelVersion> beforeSwap;
    private volatile ModelVersion current;
    private volatile @Nullable Shadow beside;

    /** Guarded by this. */
    private @Nullable ModelVersion previous;

    /**
     * @param takesOtherFeatures whether a version may have other features than the present one
     * @param beforeSwap is told of the next version; if it throws, nothing changes
     */
    ModelHolder(ModelVersion first, boolean takesOtherFeatures, Consumer<ModelVersion> beforeSwap) {
        this.current = first;
        this.takesOtherFeatures = takesOtherFeatures;
        this.beforeSwap = beforeSwap;
    }

    ModelVersion current() {
        return current;
    }

    @Nullable
    Shadow beside() {
        return beside;
    }

    /** Refuses a version that cannot take the place of the present one. */
    void requireFit(ModelVersion next) {
        ModelVersion present = current;
        String features = next.model().features();
        if (!takesOtherFeatures && !features.equals(present.model().features())) {
            throw new UnfitStateException(present.model().features(), features);
        }
        String currency = present.model().currency();
        if (!next.model().currency().equals(currency)) {
            throw new IllegalArgumentException("the next version is in "
                    + next.model().currency() + ", but events come in " + currency + "; train it in that currency");
        }
    }

    synchronized void swap(ModelVersion next) {
        requireFit(next);
        ModelVersion present = current;
        if (next.name().equals(present.name())) {
            throw new IllegalArgumentException("a version named '" + next.name() + "' answers already; name the other");
        }
        beforeSwap.accept(next);
        current = next;
        previous = present;
        Shadow shadow = beside;
        if (shadow != null && shadow.candidate().name().equals(next.name())) {
            beside = null;
        }
    }

    synchronized ModelVersion rollBack() {
        ModelVersion before = previous;
        if (before == null) {
            throw new IllegalStateException("no version answered before '" + current.name() + "'; swap to one by name");
        }
        swap(before);
        previous = null;
        return before;
    }

    synchronized void shadow(ModelVersion candidate, int every) {
        if (every < 1) {
            throw new IllegalArgumentException("a shadow answers one question out of at least 1, was " + every);
        }
        requireFit(candidate);
        beside = new Shadow(candidate, every);
    }

    synchronized void endShadow() {
        beside = null;
    }
}
