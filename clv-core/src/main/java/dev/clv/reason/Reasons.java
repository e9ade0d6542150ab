package dev.clv.reason;

import dev.clv.reason.Effect.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reason codes of an explanation: the few features that raise the value most, the few that lower it most, and the
 * rest in one amount, so that they add up to prediction less base value.
 *
 * <p>A feature whose effect is smaller than twice its standard error is no reason and goes to the rest, as does one
 * whose effect is less than half the smallest unit of the currency. Larger effects come first; equal ones stay in the
 * order of the model's features.
 *
 * @param up effects that raise the value, largest first
 * @param down effects that lower the value, largest first
 * @param other what all other features add together, in currency
 */
public record Reasons(List<Effect> up, List<Effect> down, double other) {

    /** Copies the lists. */
    public Reasons {
        up = List.copyOf(up);
        down = List.copyOf(down);
    }

    static Reasons of(List<Effect> effects, int most, double smallestUnit) {
        if (most < 1) {
            throw new IllegalArgumentException("ask for at least 1 reason each way, was " + most);
        }
        List<Effect> up = top(effects, most, smallestUnit, Direction.UP);
        List<Effect> down = top(effects, most, smallestUnit, Direction.DOWN);
        List<Effect> rest = new ArrayList<>(effects);
        rest.removeAll(up);
        rest.removeAll(down);
        return new Reasons(up, down, rest.stream().mapToDouble(Effect::amount).sum());
    }

    private static List<Effect> top(List<Effect> effects, int most, double smallestUnit, Direction direction) {
        return effects.stream()
                .filter(effect -> effect.significant() && Math.abs(effect.amount()) >= smallestUnit / 2)
                .filter(effect -> effect.direction() == direction)
                .sorted(bySize())
                .limit(most)
                .toList();
    }

    /** Larger amounts first; a stable sort keeps equal ones in order. */
    static Comparator<Effect> bySize() {
        return Comparator.comparingDouble(effect -> -Math.abs(effect.amount()));
    }
}
