package dev.clv.explain.shapley;

/** An estimate that improves round by round. */
interface Rounds {

    /** Standard errors need two rounds. */
    int FEWEST = 2;

    /**
     * How many rows a round predicts.
     *
     * @param round from 0
     */
    long costOfRound(int round);

    /**
     * Makes the rounds from one number to another.
     *
     * @param from how many were made before
     * @param to how many there are then
     */
    void walk(int from, int to);

    /** The norm of the standard errors so far, relative to that of the estimates. */
    double relativeError();

    /**
     * Makes as many rounds as the budget allows, or fewer if the target error is reached earlier.
     *
     * @param budget of predictions, one of which is for the row itself
     * @param targetError 0 for the whole budget
     */
    default void run(long budget, double targetError) {
        int rounds = affordable(budget);
        if (targetError == 0) {
            walk(0, rounds);
            return;
        }
        int done = FEWEST;
        walk(0, done);
        while (done < rounds && relativeError() > targetError) {
            // The error is looked at after every fourth of what is done: batches stay large and little is wasted.
            int more = Math.min(rounds - done, Math.max(1, done / 4));
            walk(done, done + more);
            done += more;
        }
    }

    private int affordable(long budget) {
        int rounds = 0;
        long left = budget - 1;
        // A first round that costs nothing tells that no round does.
        while (rounds < FEWEST || costOfRound(0) > 0 && rounds < Integer.MAX_VALUE && costOfRound(rounds) <= left) {
            left -= costOfRound(rounds);
            rounds++;
        }
        return rounds;
    }
}
