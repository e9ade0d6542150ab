package dev.clv.features.read;

import java.util.List;

/**
 * What records so far have shown of the names of fields, which decides how further ones are read. Immutable.
 *
 * @param attributes fields that are attributes though no mapping names them, in the order in which they were met
 * @param looked fields that nothing reads, in the order in which they were met, as far as they are remembered
 * @param resembling how many of them resemble one that is read
 */
record JsonNames(List<String> attributes, List<String> looked, int resembling) {

    JsonNames {
        attributes = List.copyOf(attributes);
        looked = List.copyOf(looked);
    }

    /** Whether nothing was met since {@code before} that is another thing the first time. */
    boolean readsLike(JsonNames before) {
        return attributes.size() == before.attributes.size() && resembling == before.resembling;
    }
}
