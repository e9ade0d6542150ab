package dev.clv.nn.train;

/** A step computed a NaN or an infinity. */
final class NotFiniteException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String layer;

    NotFiniteException(String what, String layer) {
        super(what);
        this.what = what;
        this.layer = layer;
    }

    /** What is not finite. */
    String what() {
        return what;
    }

    /** The first layer that holds one, by name. */
    String layer() {
        return layer;
    }
}
