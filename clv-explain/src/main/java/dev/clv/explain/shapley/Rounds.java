package dev.clv.explain.shapley;

/** An estimate that improves round by round. */
interface Rounds {

    /** Standard errors need two rounds. */
    int FEWEST = 2;

    /** How many rows a round predicts. */
    long costOfRound();

    /** Makes more rounds. */
    void walk(int rounds);

    /** The norm of the standard errors so far, relative to that of the estimates. */
    double relativeError();

    /**
     * Makes as many rounds as the budget allows, or fewer if the target error is reached earlier.
     *
     * @param budget of predictions, one of which is for the row itself
     * @param targetError 0 for the whole budget
     */
    default void run(long budget, double targetError) {
        long cost = costOfRound();
        long affordable = cost == 0 ? FEWEST : Math.max(FEWEST, (budget - 1) / cost);
        int rounds = (int) Math.min(Integer.MAX_VALUE, affordable);
        if (targetError == 0) {
            walk(rounds);
            return;
        }
        int done = FEWEST;
        walk(done);
        while (done < rounds && relativeError() > targetError) {
            // The error is looked at after every fourth of what is done: batches stay large and little is wasted.
            int more = Math.min(rounds - done, Math.max(1, done / 4));
            walk(more);
            done += more;
        }
    }
}
