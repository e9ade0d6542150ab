package dev.clv.label;

import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The label window ends after the observed time of the log, so that what customers spend in it is not known yet. */
public final class UnobservedHorizonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnobservedHorizonException(EventLog log, Instant cutoff, Horizon horizon) {
        super("the horizon of " + horizon + " after the cutoff " + cutoff + " ends " + horizon.after(cutoff, log.zone())
                + ", but the log is observed only until " + log.observedUntil()
                + log.lastEvent()
                        .map(last -> " (its last event is of " + last + ")")
                        .orElse(" (it has no event)")
                + "; the latest possible cutoff is " + horizon.before(log.observedUntil(), log.zone())
                + longest(log, cutoff));
    }

    private static String longest(EventLog log, Instant cutoff) {
        long days = ChronoUnit.DAYS.between(
                cutoff.atZone(log.zone()), log.observedUntil().atZone(log.zone()));
        return days < 1 ? "" : ", the longest possible horizon after this one " + Horizon.ofDays(days);
    }
}
