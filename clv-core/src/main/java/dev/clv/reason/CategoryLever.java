package dev.clv.reason;

import java.util.HashSet;
import java.util.List;

/**
 * A category that the business can act upon, and what it may become: a membership tier, a channel.
 *
 * @param feature a categorical feature of the model
 * @param categories by name, at least one and different; the first ones come first among equals. Every category that is
 *     not listed is out of reach
 */
public record CategoryLever(String feature, List<String> categories) implements Actionable {

    /** Copies the list; checks that there is a category, and none twice. */
    public CategoryLever {
        categories = List.copyOf(categories);
        if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("the lever on '" + feature
                    + "' must have at least one category, and none twice, had " + categories.size());
        }
    }
}
