package dev.clv.features.read;

import dev.clv.features.internal.cell.Blank;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows JSON character by character to the lists of objects that stand in objects alone: {@code orders} of
 * {@code {"orders": [{...}]}} and {@code data.orders} of {@code {"data": {"orders": [{...}]}}}, but no list within
 * another. Needs the memory of one name and of the names around it; expects valid JSON, and finds something or nothing
 * in any other. Not thread-safe.
 */
final class JsonLists {

    /** What a character completes. */
    enum Found {
        NOTHING,
        /** The name of a field of an outermost object. */
        FIELD,
        /** It is the brace that opens the first object of a list. */
        LIST,
        /** It is the brace that closes an outermost object. */
        END
    }

    private static final int LONGEST_NAME = 1000;
    private static final int DEEPEST = 16;

    private final Deque<String> around = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String name = "";
    private boolean expectsName;
    private boolean quoted;
    private boolean escaped;
    private boolean opened;
    private int depthInList;

    /** Goes on by one character. */
    Found next(char c) {
        if (quoted) {
            return inText(c);
        }
        if (Blank.is(c)) {
            return Found.NOTHING;
        }
        boolean first = opened;
        opened = false;
        switch (c) {
            case '"' -> {
                quoted = true;
                text.setLength(0);
            }
            case '{', '[' -> {
                return opening(c, first);
            }
            case '}', ']' -> {
                return closing(c);
            }
            case ',' -> expectsName = true;
            case ':' -> expectsName = false;
            default -> {}
        }
        return Found.NOTHING;
    }

    private Found inText(char c) {
        if (!escaped && c == '"') {
            quoted = false;
            if (expectsName && depthInList == 0 && !around.isEmpty()) {
                name = text.toString();
                return around.size() == 1 ? Found.FIELD : Found.NOTHING;
            }
            return Found.NOTHING;
        }
        escaped = !escaped && c == '\\';
        if (text.length() < LONGEST_NAME) {
            text.append(c);
        }
        return Found.NOTHING;
    }

    private Found opening(char c, boolean first) {
        if (depthInList > 0 || around.size() >= DEEPEST) {
            depthInList++;
            return first && c == '{' ? Found.LIST : Found.NOTHING;
        }
        if (c == '{') {
            around.addLast(around.isEmpty() ? "" : name + '.');
            expectsName = true;
        } else if (!around.isEmpty()) {
            depthInList = 1;
            opened = true;
        }
        return Found.NOTHING;
    }

    private Found closing(char c) {
        if (depthInList > 0) {
            depthInList--;
        } else if (c == '}' && !around.isEmpty()) {
            around.removeLast();
            return around.isEmpty() ? Found.END : Found.NOTHING;
        }
        return Found.NOTHING;
    }

    /** The name of the field, or the path of the list, that was found last. */
    String path() {
        return String.join("", around) + name;
    }

    /** Says that the list that was found was read to its closing bracket, this included. */
    void leave() {
        depthInList = 0;
    }

    /** Whether a text is open. */
    boolean isInText() {
        return quoted;
    }

    /** Whether a list is open. */
    boolean isInList() {
        return depthInList > 0;
    }

    /** Whether no object is open. */
    boolean isOutside() {
        return around.isEmpty();
    }
}
