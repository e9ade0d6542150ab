package dev.clv.examples.cli;

import org.jspecify.annotations.Nullable;

/** Which options a command needs, or cannot use, depending on whether its input is an event log or a plain table. */
final class Require {

    private Require() {}

    /** The value of an option that is needed. */
    static <T> T given(@Nullable T value, String option) {
        if (value == null) {
            throw new UsageException("Missing required option: '" + option + "'");
        }
        return value;
    }

    /** Refuses an option that means nothing for a plain table. */
    static void absent(@Nullable Object value, String option) {
        if (value != null) {
            throw new UsageException(option + " means nothing for a plain table; leave out " + option + " or --table");
        }
    }
}
