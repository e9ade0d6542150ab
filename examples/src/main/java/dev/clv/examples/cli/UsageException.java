package dev.clv.examples.cli;

/** Wrong usage or bad input, said in one sentence to whoever typed the command. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
