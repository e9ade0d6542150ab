package dev.clv.nn.plan;

import java.util.function.IntConsumer;

/** Who runs the tasks of a step. */
public interface Workers {

    /** The calling thread alone. */
    Workers CALLER = new Workers() {
        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void run(int count, IntConsumer job) {
            for (int task = 0; task < count; task++) {
                job.accept(task);
            }
        }
    };

    /** How many threads there are at most, the caller's included. */
    int threads();

    /** Runs {@code job} for 0 .. count - 1, in any order and on any thread, and returns when all are done. */
    void run(int count, IntConsumer job);
}
