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
 * <p>A line joins the token of its order and day, which moves to the time of the line; one without an order number
 * joins that of its instant. The tokens of one instant are a sorted set, and the events of an instant drive out none of
 * an earlier one before the next instant begins: therefore events of one instant may come in any order. At most twice
 * as many tokens as are asked for are kept.
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
        if (size > rules.length() && token.time().isAfter(tokens.get(size - 1).time())) {
            giveUp(0, older(size));
        }
        int order = rules.eachLine() || !token.kind().isLine() ? -1 : orderOf(token);
        insert(order < 0 ? token : tokens.remove(order).and(token));
        int beyond = tokens.size() - 1 - rules.length();
        if (beyond >= 0 && tokens.get(beyond).time().equals(token.time())) {
            giveUp(beyond, beyond + 1);
        }
    }

    private void insert(Token token) {
        int place = tokens.size();
        while (place > 0 && Token.IN_TIME.compare(tokens.get(place - 1), token) > 0) {
            place--;
        }
        tokens.add(place, token);
    }

    private void giveUp(int from, int to) {
        List<Token> some = tokens.subList(from, to);
        some.forEach(older::add);
        some.clear();
    }

    /** Where the token of the order is that a line belongs to; -1 if there is none. */
    private int orderOf(Token line) {
        long day = clock.day(line.time());
        for (int place = tokens.size() - 1; place >= 0; place--) {
            Token token = tokens.get(place);
            boolean isNear = token.time().equals(line.time()) || (line.order() != 0 && clock.day(token.time()) == day);
            if (!isNear) {
                return -1;
            }
            if (token.isLineBeside(line)) {
                return place;
            }
        }
        return -1;
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
        // Where the later part has older events, it has so many tokens that none of this part is shown.
        older.add(OlderEvents.of(later));
        for (int i = later.count(1); i > 0; i--) {
            add(Token.of(later));
        }
    }
}
