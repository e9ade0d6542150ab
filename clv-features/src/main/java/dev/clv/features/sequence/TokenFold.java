package dev.clv.features.sequence;

import dev.clv.features.EventFold;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One customer's tokens so far.
 *
 * <p>A line joins the token of its order if that began at the same instant, or if it is the one before on the same day;
 * so no token changes once a later one of another order has begun. The tokens of one instant are a sorted set, and none
 * is given up for one of the same instant unless there are more of them than are kept: therefore events of one instant
 * may come in any order. At most twice as many tokens as are asked for are kept.
 */
final class TokenFold implements EventFold {

    private final TokenRules rules;
    private final WallClock clock;

    /** In order of time. */
    private final ArrayList<Token> tokens = new ArrayList<>();

    private final OlderEvents older = new OlderEvents();

    TokenFold(TokenRules rules, WallClock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    WallClock clock() {
        return clock;
    }

    /** The tokens that are shown, the oldest first; a view. */
    List<Token> newest() {
        return tokens.subList(older(tokens.size()), tokens.size());
    }

    /** All events that are in none of these. */
    OlderEvents older() {
        OlderEvents all = older.copy();
        tokens.subList(0, older(tokens.size())).forEach(all::add);
        return all;
    }

    private int older(int size) {
        return Math.max(0, size - rules.length());
    }

    @Override
    public void add(CustomerEvent event) {
        // An attribute that was known from the beginning of time is no event.
        if (!event.time().equals(Instant.MIN) && rules.kinds().contains(TokenKind.of(event.getClass()))) {
            add(Token.of(event, rules.readsTexts()));
        }
    }

    private void add(Token token) {
        int size = tokens.size();
        if (size > rules.length() && token.start().isAfter(tokens.get(size - 1).start())) {
            giveUp(0, older(size));
        }
        int order = rules.eachLine() ? -1 : orderOf(token);
        if (order >= 0) {
            tokens.set(order, tokens.get(order).and(token));
            return;
        }
        int place = tokens.size();
        while (place > 0 && Token.IN_TIME.compare(tokens.get(place - 1), token) > 0) {
            place--;
        }
        tokens.add(place, token);
        int beyond = tokens.size() - 1 - rules.length();
        if (beyond >= 0 && tokens.get(beyond).start().equals(token.start())) {
            giveUp(beyond, beyond + 1);
        }
    }

    private void giveUp(int from, int to) {
        List<Token> some = tokens.subList(from, to);
        some.forEach(older::add);
        some.clear();
    }

    /** Where the token of the order is that a line belongs to; -1 if there is none. */
    private int orderOf(Token line) {
        int place = tokens.size() - 1;
        while (place >= 0 && tokens.get(place).start().equals(line.start())) {
            if (tokens.get(place).isLineBeside(line)) {
                return place;
            }
            place--;
        }
        boolean goesOn = place >= 0
                && line.order() != 0
                && tokens.get(place).isLineBeside(line)
                && clock.day(tokens.get(place).start()) == clock.day(line.start());
        return goesOn ? place : -1;
    }

    @Override
    public void snapshot(StateWriter out) {
        older.snapshot(out);
        out.whole(tokens.size());
        tokens.forEach(token -> token.snapshot(out));
    }

    @Override
    public void restore(StateReader in) {
        merge(in);
    }

    @Override
    public void merge(StateReader later) {
        OlderEvents more = OlderEvents.of(later);
        if (!more.isNothing()) {
            // The later part has as many tokens as are kept.
            giveUp(0, tokens.size());
            older.add(more);
        }
        for (int i = later.count(1); i > 0; i--) {
            add(Token.of(later));
        }
    }
}
