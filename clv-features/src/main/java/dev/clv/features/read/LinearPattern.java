package dev.clv.features.read;

import dev.clv.features.internal.cell.Masked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A regular expression whose matching takes time proportional to the length of the text, whatever the expression: all
 * its states are followed at once (K. Thompson, Regular Expression Search Algorithm, CACM 11(6), 1968). The whole text
 * has to match.
 *
 * <p>Known are characters, {@code .}, classes such as {@code [a-z_]} and {@code [^0-9]}, {@code \d}, {@code \w},
 * {@code \s} and their capitals, a backslash in front of a sign, groups, {@code |}, {@code *}, {@code +}, {@code ?},
 * {@code {n}}, {@code {n,}}, {@code {n,m}}, and {@code (?i)} in front for letters of either case. {@code ^} in front
 * and {@code $} at the end change nothing. Back references and looking around are not known. Immutable and thread-safe.
 */
final class LinearPattern {

    private static final int MAX_STEPS = 1000;
    private static final int MAX_DEPTH = 30;

    /** A longer text matches nothing. */
    static final int LONGEST_TEXT = 10_000;

    /** Takes a character, or goes on at one or two other steps without taking one; the last step is behind the end. */
    private record Step(IntPredicate takes, int next, int other) {
        static Step jump(int next, int other) {
            return new Step(c -> false, next, other);
        }
    }

    private static final int NOWHERE = -1;

    private final List<Step> steps;

    private LinearPattern(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** @throws IllegalArgumentException if it is no expression of this kind; the message says why, not what it is */
    static LinearPattern of(String expression) {
        return new LinearPattern(new Parser(expression).parse());
    }

    /** Whether the whole text matches. */
    boolean matches(CharSequence text) {
        if (text.length() > LONGEST_TEXT) {
            return false;
        }
        Active now = new Active(steps.size() + 1);
        Active next = new Active(steps.size() + 1);
        follow(now, 0);
        for (int i = 0; i < text.length() && now.count > 0; ) {
            int c = Character.codePointAt(text, i);
            next.count = 0;
            next.generation++;
            for (int k = 0; k < now.count; k++) {
                int at = now.steps[k];
                if (at < steps.size()
                        && steps.get(at).other == NOWHERE
                        && steps.get(at).takes.test(c)) {
                    follow(next, steps.get(at).next);
                }
            }
            Active swap = now;
            now = next;
            next = swap;
            i += Character.charCount(c);
        }
        return now.holds(steps.size());
    }

    /** Steps that are reached, each once. */
    private static final class Active {
        private final int[] steps;
        private final int[] reached;
        private int count;
        private int generation = 1;

        Active(int size) {
            steps = new int[size];
            reached = new int[size];
        }

        boolean add(int step) {
            if (reached[step] == generation) {
                return false;
            }
            reached[step] = generation;
            steps[count++] = step;
            return true;
        }

        boolean holds(int step) {
            return count > 0 && reached[step] == generation;
        }
    }

    private void follow(Active active, int from) {
        int[] waiting = new int[2 * steps.size() + 2];
        int left = 0;
        waiting[left++] = from;
        while (left > 0) {
            int at = waiting[--left];
            if (active.add(at) && at < steps.size() && steps.get(at).other != NOWHERE) {
                waiting[left++] = steps.get(at).other;
                waiting[left++] = steps.get(at).next;
            }
        }
    }

    /** Turns an expression into steps, by recursive descent. */
    private static final class Parser {

        private final int[] text;
        private final boolean anyCase;
        private int at;
        private int end;
        private int depth;

        Parser(String expression) {
            int[] points = expression.codePoints().toArray();
            anyCase = expression.startsWith("(?i)");
            int from = anyCase ? 4 : 0;
            if (from < points.length && points[from] == '^') {
                from++;
            }
            int to = points.length;
            if (to > from && points[to - 1] == '$' && (to < 2 || points[to - 2] != '\\')) {
                to--;
            }
            text = Arrays.copyOfRange(points, from, to);
            end = text.length;
        }

        List<Step> parse() {
            List<Step> steps = alternatives();
            if (at < end) {
                throw refused("a closing bracket has none that opens");
            }
            return steps;
        }

        private List<Step> alternatives() {
            List<Step> steps = sequence();
            while (at < end && text[at] == '|') {
                at++;
                steps = either(steps, sequence());
            }
            return steps;
        }

        private List<Step> sequence() {
            List<Step> steps = new ArrayList<>();
            while (at < end && text[at] != '|' && text[at] != ')') {
                append(steps, repeated(one()));
            }
            return steps;
        }

        private List<Step> one() {
            int c = text[at++];
            return switch (c) {
                case '(' -> group();
                case '[' -> take(characters());
                case '.' -> take(any -> true);
                case '\\' -> take(escaped());
                case '*', '+', '?', '{' -> throw refused("nothing stands in front of a repetition");
                case '^', '$' -> throw refused("'^' and '$' stand only at the very beginning and end");
                default -> take(only(c));
            };
        }

        private List<Step> group() {
            if (at < end && text[at] == '?') {
                if (at + 1 >= end || text[at + 1] != ':') {
                    throw refused("of the groups with '?' only '(?:' is known, and '(?i)' in front");
                }
                at += 2;
            }
            if (++depth > MAX_DEPTH) {
                throw refused("groups nest deeper than " + MAX_DEPTH);
            }
            List<Step> steps = alternatives();
            if (at >= end) {
                throw refused("a group is not closed");
            }
            at++;
            depth--;
            return steps;
        }

        private List<Step> repeated(List<Step> one) {
            List<Step> steps = one;
            boolean repeated = false;
            while (at < end && "*+?{".indexOf(text[at]) >= 0) {
                int c = text[at++];
                if (repeated && c == '?') {
                    // As few as possible: the same texts match.
                    repeated = false;
                    continue;
                }
                if (repeated) {
                    throw refused("a repetition is repeated");
                }
                repeated = true;
                steps = switch (c) {
                    case '*' -> repeat(steps, 0, NOWHERE);
                    case '+' -> repeat(steps, 1, NOWHERE);
                    case '?' -> repeat(steps, 0, 1);
                    default -> counted(steps);
                };
            }
            return steps;
        }

        private List<Step> counted(List<Step> steps) {
            int least = count();
            int most = least;
            if (at < end && text[at] == ',') {
                at++;
                most = at < end && text[at] == '}' ? NOWHERE : count();
            }
            if (at >= end || text[at++] != '}' || (most != NOWHERE && most < least)) {
                throw refused("a number of repetitions is written {n}, {n,} or {n,m}");
            }
            return repeat(steps, least, most);
        }

        private int count() {
            int number = 0;
            int start = at;
            while (at < end && text[at] >= '0' && text[at] <= '9' && number <= MAX_STEPS) {
                number = 10 * number + text[at++] - '0';
            }
            if (at == start || number > MAX_STEPS) {
                throw refused("a number of repetitions is written {n}, {n,} or {n,m}, up to " + MAX_STEPS);
            }
            return number;
        }

        private IntPredicate escaped() {
            if (at >= end) {
                throw refused("nothing follows a backslash");
            }
            int c = text[at++];
            IntPredicate known = shorthand(c);
            if (known != null) {
                return known;
            }
            if (Character.isLetterOrDigit(c)) {
                throw refused("of letters behind a backslash only d, w, s and their capitals are known");
            }
            return only(c);
        }

        private static @org.jspecify.annotations.Nullable IntPredicate shorthand(int c) {
            IntPredicate known = switch (Character.toLowerCase(c)) {
                case 'd' -> p -> p >= '0' && p <= '9';
                case 'w' -> p -> p == '_' || (p < 128 && Character.isLetterOrDigit(p));
                case 's' -> Character::isWhitespace;
                default -> null;
            };
            return known == null || Character.isLowerCase(c) ? known : known.negate();
        }

        private IntPredicate characters() {
            boolean without = at < end && text[at] == '^';
            at += without ? 1 : 0;
            IntPredicate all = c -> false;
            int start = at;
            while (at < end && (text[at] != ']' || at == start)) {
                int from = text[at++];
                IntPredicate part;
                if (from == '\\') {
                    part = escaped();
                    from = text[at - 1];
                } else {
                    part = only(from);
                }
                if (at + 1 < end && text[at] == '-' && text[at + 1] != ']') {
                    int to = text[at + 1];
                    at += 2;
                    if (to == '\\' || to < from) {
                        throw refused("a range in square brackets goes from a lower to a higher character");
                    }
                    part = range(from, to);
                }
                all = all.or(part);
            }
            if (at >= end) {
                throw refused("a square bracket is not closed");
            }
            at++;
            return without ? all.negate() : all;
        }

        private IntPredicate only(int c) {
            return range(c, c);
        }

        private IntPredicate range(int from, int to) {
            if (!anyCase) {
                return c -> c >= from && c <= to;
            }
            return c -> (c >= from && c <= to)
                    || (Character.toLowerCase(c) >= from && Character.toLowerCase(c) <= to)
                    || (Character.toUpperCase(c) >= from && Character.toUpperCase(c) <= to);
        }

        private static List<Step> take(IntPredicate takes) {
            return new ArrayList<>(List.of(new Step(takes, 1, NOWHERE)));
        }

        private List<Step> either(List<Step> one, List<Step> other) {
            List<Step> steps = new ArrayList<>();
            steps.add(Step.jump(1, one.size() + 2));
            append(steps, one);
            int behind = one.size() + 2 + other.size();
            steps.add(Step.jump(behind, behind));
            append(steps, other);
            return steps;
        }

        private List<Step> repeat(List<Step> one, int least, int most) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < least; i++) {
                append(steps, one);
            }
            for (int i = least; i < most; i++) {
                steps.add(Step.jump(steps.size() + 1, steps.size() + 1 + one.size()));
                append(steps, one);
            }
            if (most == NOWHERE) {
                int start = steps.size();
                steps.add(Step.jump(start + 1, start + 2 + one.size()));
                append(steps, one);
                steps.add(Step.jump(start, start));
            }
            return steps;
        }

        /** Adds steps that were numbered from 0 on. */
        private void append(List<Step> steps, List<Step> more) {
            int from = steps.size();
            if (from + more.size() > MAX_STEPS) {
                throw refused("it is too long, or repeats too much");
            }
            for (Step step : more) {
                steps.add(new Step(step.takes, step.next + from, step.other == NOWHERE ? NOWHERE : step.other + from));
            }
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException(
                    "the expression, " + Masked.quoted(new String(text, 0, end)) + ", cannot be used: " + why);
        }
    }
}
