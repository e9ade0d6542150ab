package dev.clv.reason;

import java.util.HashSet;
import java.util.List;

/** A category that the business can change to one of some others. */
record CategoryLever(String feature, List<String> categories) implements Lever {

    CategoryLever {
        categories = List.copyOf(categories);
        if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("the lever on '" + feature
                    + "' must have at least one category, and none twice, had " + categories.size());
        }
    }
}
