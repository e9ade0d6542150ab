package dev.clv.features.product;

import java.util.ArrayList;
import java.util.List;

/**
 * A category and those that it is in. A category with {@code >} in it is a path of names between these signs, and one
 * without a blank, with points between other characters, is a path of names between points: {@code home.kitchen.cups}
 * is in {@code home.kitchen}, and that in {@code home}. Any other category is in none.
 */
final class CategoryPath {

    private CategoryPath() {}

    /** The category and those it is in, the narrowest first, without blanks around names; empty for a blank one. */
    static List<String> of(String category) {
        String stripped = category.strip();
        boolean arrows = stripped.indexOf('>') >= 0;
        if (!arrows && (stripped.indexOf('.') < 0 || stripped.chars().anyMatch(Character::isWhitespace))) {
            return stripped.isEmpty() ? List.of() : List.of(stripped);
        }
        List<String> paths = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (String part : stripped.split(arrows ? ">" : "\\.")) {
            String name = part.strip();
            if (!name.isEmpty()) {
                path.append(path.isEmpty() ? "" : arrows ? " > " : ".").append(name);
                paths.add(0, path.toString());
            }
        }
        return paths;
    }
}
