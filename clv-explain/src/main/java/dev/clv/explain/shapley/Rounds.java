package dev.clv.explain.shapley;

/** An estimate that improves round by round. */
interface Rounds {

    /** Standard errors need two rounds. */
    int FEWEST = 2;

    /** More are never made. */
    int MOST = Integer.MAX_VALUE - 1;

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
        long left = budget - 1;
        int done = 0;
        int next = FEWEST;
        while (true) {
            int to = done;
            while (to < next && (to < FEWEST || costOfRound(to) <= left)) {
                left -= costOfRound(to);
                to++;
            }
            walk(done, to);
            done = to;
            // A first round that costs nothing tells that no round does.
            if (done < next
                    || done == MOST
                    || costOfRound(0) == 0
                    || (targetError > 0 && relativeError() <= targetError)) {
                return;
            }
            // The error is looked at after every fourth of what is done: batches stay large and little is wasted.
            next = (int) Math.min(MOST, targetError > 0 ? done + Math.max(1L, done / 4) : 2L * done);
        }
    }
}
