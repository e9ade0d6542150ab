package dev.clv.label;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model learns of a label window: {@link Target#value()}, and perhaps more. Immutable and thread-safe.
 *
 * @param all the targets, in order; the value is the first, and none is there twice
 */
public record Targets(List<Target> all) {

    private static final Targets VALUE = of(Target.value());

    /**
     * Copies the list and checks it.
     *
     * @throws IllegalArgumentException if the value is not the first, or a target is there twice
     */
    public Targets {
        all = List.copyOf(all);
        if (all.isEmpty() || all.get(0) != Target.value()) {
            throw new IllegalArgumentException("the first target must be 'value', the targets are " + all);
        }
        Set<Target> seen = new HashSet<>();
        for (Target target : all) {
            if (!seen.add(target)) {
                throw new IllegalArgumentException(
                        "target '" + target + "' is given twice in " + all + "; name it once");
            }
        }
    }

    /** These targets, the value first. */
    public static Targets of(Target... targets) {
        return new Targets(List.of(targets));
    }

    /** The value alone. */
    public static Targets value() {
        return VALUE;
    }

    /** The number of targets. */
    public int size() {
        return all.size();
    }

    /** The names, in order. */
    public List<String> names() {
        return all.stream().map(Target::name).toList();
    }

    /**
     * The index of a target, from 0.
     *
     * @throws IllegalArgumentException if no target has this name
     */
    public int indexOf(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no target '" + name + "' here; the targets are " + all);
        }
        return index;
    }

    /** The names in brackets, as of a list. */
    @Override
    public String toString() {
        return all.toString();
    }
}
