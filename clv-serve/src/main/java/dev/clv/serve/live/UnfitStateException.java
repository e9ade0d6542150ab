package dev.clv.serve.live;

/** States that a model cannot use, as its features are others than those that the states are of. */
public final class UnfitStateException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnfitStateException(String found, String wanted) {
        super(
                "the stored states are of the features " + found + ", but the model has the features " + wanted
                        + "; replay the log into an empty store; one that keeps events (keepEvents) from its beginning can fold them again");
    }
}
