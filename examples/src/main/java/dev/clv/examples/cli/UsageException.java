package dev.clv.examples.cli;

/** Wrong usage or bad input; the message is one sentence for the user. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
