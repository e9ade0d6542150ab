package dev.clv.train;

import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import java.util.ArrayList;
import java.util.List;

/**
 * The heads of a network for values over other horizons. Each learns by the loss of the main one, and all of them
 * together weigh as much as that one, so that they do not crowd it out of the layers that they share.
 */
final class HorizonHeads {

    private HorizonHeads() {}

    /**
     * A loss with a head for each target.
     *
     * @param loss of the targets of the main horizon
     * @return the loss itself if there is no other horizon
     */
    static Loss of(Loss loss, Targets targets) {
        List<Target> others = targets.ofOtherHorizons();
        if (others.isEmpty()) {
            return loss;
        }
        List<Heads.Head> heads =
                new ArrayList<>(loss instanceof Heads several ? several.heads() : List.of(new Heads.Head(1, loss)));
        Heads.Head main = heads.get(0);
        others.forEach(other -> heads.add(new Heads.Head(main.weight() / others.size(), main.loss())));
        return Heads.of(heads);
    }
}
