package dev.clv.serve.live;

import dev.clv.ClvModel;

/**
 * A model under the name by which answers refer to it. Immutable and thread-safe.
 *
 * @param name tells it from every other version, such as {@code 2026-03-01} or the model's fingerprint; not empty
 * @param model what answers
 */
public record ModelVersion(String name, ClvModel model) {

    /** @throws IllegalArgumentException if the name is empty */
    public ModelVersion {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a version of a model needs a name; name it, or use ModelVersion.of");
        }
    }

    /** The model under the name of its fingerprint. */
    public static ModelVersion of(ClvModel model) {
        return new ModelVersion(model.fingerprint(), model);
    }

    @Override
    public String toString() {
        return "ModelVersion[" + name + "]";
    }
}
