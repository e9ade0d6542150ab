package dev.clv.features.event;

/** A part of numbered things: one of every so many, at a place in its block that no period of the things meets. */
final class Picked {

    private static final long MIXER = 0x9e3779b97f4a7c15L;

    private Picked() {}

    /**
     * The thing of a block.
     *
     * @param step how many are in a block; 1 takes all
     * @return above that of the block before
     */
    static int at(int block, int step) {
        return block * step + (int) ((block * MIXER >>> 33) % step);
    }
}
