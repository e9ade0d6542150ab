package dev.clv.features.product;

import dev.clv.features.internal.cell.PersonalForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A category and those that it is in. A category with {@code >} in it is a path of names between these signs, and one
 * without a blank and {@code @}, with points between other characters, is a path of names between points:
 * {@code home.kitchen.cups} is in {@code home.kitchen}, and that in {@code home}. Any other category is in none.
 *
 * <p>Where names, or several of them with the points between, have a {@link PersonalForm}, the path ends before them,
 * so that no part of somebody's address or number is taken for a category.
 */
final class CategoryPath {

    private static final Pattern ARROW = Pattern.compile(">");
    private static final Pattern POINT = Pattern.compile("\\.");

    /** What every address and every number of a person has: a sign between mailbox and host, or many digits. */
    private static final Pattern MAYBE_PERSONAL = Pattern.compile("@|%40|[(\\[]|(\\d\\D*){8}");

    /** The number of an account has so many characters (ISO 13616), and others fewer. */
    private static final int MOST_GROUPS = 34;

    private CategoryPath() {}

    /**
     * The category and those it is in, the narrowest first, without blanks around names; empty for a blank one, and for
     * one that begins with an address or a number of a person.
     */
    static List<String> of(String category) {
        String stripped = category.strip();
        boolean arrows = stripped.indexOf('>') >= 0;
        boolean points = !arrows
                && stripped.indexOf('.') >= 0
                && stripped.chars().noneMatch(c -> c == '@' || Character.isWhitespace(c));
        List<String> names = arrows ? names(ARROW, stripped) : points ? names(POINT, stripped) : names(stripped);
        String between = points ? "." : " > ";
        int end = MAYBE_PERSONAL.matcher(stripped).find() ? personal(names, points ? MOST_GROUPS : 1) : names.size();
        List<String> paths = new ArrayList<>();
        for (int i = end; i > 0; i--) {
            paths.add(String.join(between, names.subList(0, i)));
        }
        return paths;
    }

    private static List<String> names(Pattern between, String path) {
        return Arrays.stream(between.split(path))
                .flatMap(name -> names(name).stream())
                .toList();
    }

    private static List<String> names(String name) {
        return name.isBlank() ? List.of() : List.of(name.strip());
    }

    /** Where the first names begin, at most so many with points between, that have a personal form; else the end. */
    private static int personal(List<String> names, int most) {
        for (int from = 0; from < names.size(); from++) {
            for (int to = from + 1; to <= Math.min(names.size(), from + most); to++) {
                if (PersonalForm.is(String.join(".", names.subList(from, to)))) {
                    return from;
                }
            }
        }
        return names.size();
    }
}
