package dev.clv.features.behaviour;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Under which values of one attribute a customer bought. A purchase counts under the value known at the end of its
 * instant, so that the order of events within an instant does not matter. Values are numbered; not thread-safe.
 */
final class Channel {

    /** No value is known yet. */
    static final int UNKNOWN = -1;

    /** There was no purchase. */
    private static final int NO_PURCHASE = -2;

    /** Lines by value. */
    private final long[] lines;

    /** Lines before any value was known. */
    private long before;

    private int current = UNKNOWN;
    private int first = NO_PURCHASE;
    private int last = NO_PURCHASE;

    /** The first instant, and the value that it ended with, if that changed in it. */
    private @Nullable Instant begin;

    private int beginValue = UNKNOWN;

    /** The last instant, and the lines in it, whose value may still change. */
    private @Nullable Instant end;

    private long pending;

    /** @param values how many there are */
    Channel(int values) {
        this.lines = new long[values];
    }

    void change(Instant time, int value) {
        at(time);
        current = value;
        if (time.equals(begin)) {
            beginValue = value;
        }
    }

    void purchase(Instant time) {
        at(time);
        pending++;
    }

    private void at(Instant time) {
        if (!time.equals(end)) {
            settle(current);
        }
        begin = begin == null ? time : begin;
        end = time;
    }

    private void settle(int value) {
        if (pending > 0) {
            count(value, pending);
            first = first == NO_PURCHASE ? value : first;
            last = value;
            pending = 0;
        }
    }

    private void count(int value, long some) {
        if (value == UNKNOWN) {
            before += some;
        } else {
            lines[value] += some;
        }
    }

    /** The lines by value. */
    long[] lines() {
        long[] all = lines.clone();
        if (current != UNKNOWN) {
            all[current] += pending;
        }
        return all;
    }

    /** The value of the first purchase; {@link #UNKNOWN} if there is none. */
    int first() {
        int value = first == NO_PURCHASE && pending > 0 ? current : first;
        return Math.max(UNKNOWN, value);
    }

    /** The value of the last purchase; {@link #UNKNOWN} if there is none. */
    int last() {
        return Math.max(UNKNOWN, pending > 0 ? current : last);
    }

    void snapshot(StateWriter out) {
        for (long count : lines) {
            out.whole(count);
        }
        out.whole(before)
                .whole(current)
                .whole(first)
                .whole(last)
                .whole(beginValue)
                .whole(pending);
        out.flag(begin != null);
        if (begin != null && end != null) {
            out.instant(begin).instant(end);
        }
    }

    void merge(StateReader in) {
        Channel later = new Channel(lines.length);
        for (int i = 0; i < lines.length; i++) {
            later.lines[i] = in.whole();
        }
        later.before = in.whole();
        later.current = value(in);
        later.first = value(in);
        later.last = value(in);
        later.beginValue = value(in);
        later.pending = in.whole();
        if (in.flag()) {
            later.begin = in.instant();
            later.end = in.instant();
            add(later);
        }
    }

    private int value(StateReader in) {
        long value = in.whole();
        if (value < NO_PURCHASE || value >= lines.length) {
            throw new IllegalArgumentException("the snapshot is damaged: it has value " + value + " of an attribute of "
                    + lines.length + " values; fold the events again");
        }
        return (int) value;
    }

    private void add(Channel later) {
        if (end != null && end.equals(later.begin)) {
            // One instant in two parts.
            current = later.beginValue == UNKNOWN ? current : later.beginValue;
            beginValue = end.equals(begin) && later.beginValue != UNKNOWN ? later.beginValue : beginValue;
            if (end.equals(later.end)) {
                pending += later.pending;
                return;
            }
        }
        settle(current);
        if (begin == null) {
            begin = later.begin;
            beginValue = later.beginValue;
        }
        count(current, later.before);
        for (int i = 0; i < lines.length; i++) {
            lines[i] += later.lines[i];
        }
        if (later.first != NO_PURCHASE) {
            first = first != NO_PURCHASE ? first : later.first == UNKNOWN ? current : later.first;
            last = later.last == UNKNOWN ? current : later.last;
        }
        current = later.current == UNKNOWN ? current : later.current;
        end = later.end;
        pending = later.pending;
    }
}
