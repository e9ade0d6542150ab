package dev.clv.explain.shapley;

import dev.clv.explain.FeatureGroups;
import java.util.stream.IntStream;

/** Features as players, each within a group; a feature in no group is a group of its own. */
final class Players {

    final FeatureGroups features;
    final FeatureGroups groups;
    final int[][] columns;
    final int[] groupOf;
    final int[][] featuresOf;

    Players(FeatureGroups features, FeatureGroups groups) {
        this.features = features;
        this.groups = groups;
        groupOf = features.nestedIn(groups);
        columns = new int[features.size()][];
        for (int p = 0; p < columns.length; p++) {
            columns[p] = features.members(p);
        }
        featuresOf = new int[groups.size()][];
        for (int g = 0; g < featuresOf.length; g++) {
            int group = g;
            featuresOf[g] = IntStream.range(0, columns.length)
                    .filter(p -> groupOf[p] == group)
                    .toArray();
        }
    }

    int size() {
        return columns.length;
    }

    int groupCount() {
        return featuresOf.length;
    }

    /** The features that differ from any background row; all others add nothing. */
    int[] active(Game game) {
        return IntStream.range(0, columns.length)
                .filter(p -> game.isActive(columns[p]))
                .toArray();
    }

    /** Whether groups matter: some, but not all features are together. */
    boolean isGrouped() {
        return groupCount() > 1 && groupCount() < size();
    }
}
