package dev.clv.nn.internal.pool;

/** Who runs the tasks of a step. */
public interface Workers {

    /** The calling thread alone. */
    Workers CALLER = new Workers() {
        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void run(int count, Task task) {
            for (int number = 0; number < count; number++) {
                task.run(0, number);
            }
        }
    };

    /** How many threads there are at most, the caller's included. */
    int threads();

    /** Runs the task for the numbers 0 .. count - 1, in any order and on any thread, and returns when all are done. */
    void run(int count, Task task);

    /** A task of a step, cut into numbers. */
    @FunctionalInterface
    interface Task {

        /**
         * Does one of the numbers.
         *
         * @param worker who does it, below {@link Workers#threads}: nobody else does anything under this number at the
         *     same time
         */
        void run(int worker, int number);
    }
}
