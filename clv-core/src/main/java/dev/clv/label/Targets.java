package dev.clv.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model learns of a label window: {@link Target#value()}, and perhaps more. Immutable and thread-safe.
 *
 * @param all the targets, in order; the value is the first, none is there twice, and those with a horizon of their own
 *     are the last
 */
public record Targets(List<Target> all) {

    private static final Targets VALUE = of(Target.value());

    /**
     * Copies the list and checks it.
     *
     * @throws IllegalArgumentException if the value is not the first, a target is there twice, or one with a horizon of
     *     its own comes before one without
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
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).horizon() == null && all.get(i - 1).horizon() != null) {
                throw new IllegalArgumentException("target '" + all.get(i) + "' must come before '" + all.get(i - 1)
                        + "', which has a horizon of its own; the targets are " + all);
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

    /** These targets and others behind them. */
    public Targets and(List<Target> others) {
        List<Target> more = new ArrayList<>(all);
        more.addAll(others);
        return new Targets(more);
    }

    /** Those that are measured over the horizon of the model. */
    public Targets ofMainHorizon() {
        return new Targets(
                all.stream().filter(target -> target.horizon() == null).toList());
    }

    /** Those that are measured over a horizon of their own; often empty. */
    public List<Target> ofOtherHorizons() {
        return all.stream().filter(target -> target.horizon() != null).toList();
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
