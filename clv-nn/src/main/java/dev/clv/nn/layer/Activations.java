package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;

/** The usual activations, each for a given width. All are thread-safe and pass NaN on. */
public final class Activations {

    /** The derivative of {@link #leakyRelu(int)} below zero. */
    public static final double LEAK = 0.01;

    private Activations() {}

    /** max(x, 0); derivative 0 at 0. */
    public static Layer relu(int width) {
        return new Relu(width);
    }

    /** Whether a layer is one of {@link #relu}, which kernels fuse with the layer before. */
    public static boolean isRelu(Layer layer) {
        return layer instanceof Relu;
    }

    /** x above zero, {@value #LEAK} x below. */
    public static Layer leakyRelu(int width) {
        return leakyRelu(width, LEAK);
    }

    /**
     * x above zero, leak times x below (Maas, Hannun and Ng 2013).
     *
     * @throws IllegalArgumentException unless leak is in [0, 1)
     */
    public static Layer leakyRelu(int width, double leak) {
        if (!(leak >= 0 && leak < 1)) {
            throw new IllegalArgumentException("leak of a leaky_relu layer must be in [0, 1), was " + leak);
        }
        return new LeakyRelu(width, leak);
    }

    /** x above zero, e<sup>x</sup> - 1 below (Clevert, Unterthiner and Hochreiter 2015, alpha = 1). */
    public static Layer elu(int width) {
        return new Elementwise("elu", width) {
            @Override
            protected double value(double x) {
                return x > 0 ? x : Elementary.exp(x) - 1;
            }

            @Override
            protected double derivative(double x, double y) {
                return x > 0 ? 1 : y + 1;
            }
        };
    }

    /** The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016, section 2). */
    public static Layer gelu(int width) {
        return new Elementwise("gelu", width) {
            private static final double ROOT_2_BY_PI = 0.7978845608028654;
            private static final double CUBIC = 0.044715;

            private double inner(double x) {
                return Elementary.tanh(ROOT_2_BY_PI * (x + CUBIC * x * x * x));
            }

            @Override
            protected double value(double x) {
                return 0.5 * x * (1 + inner(x));
            }

            @Override
            protected double derivative(double x, double y) {
                double t = inner(x);
                return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * ROOT_2_BY_PI * (1 + 3 * CUBIC * x * x);
            }
        };
    }

    /** The hyperbolic tangent. */
    public static Layer tanh(int width) {
        return new Elementwise("tanh", width) {
            @Override
            protected double value(double x) {
                return Elementary.tanh(x);
            }

            @Override
            protected double derivative(double x, double y) {
                return 1 - y * y;
            }
        };
    }

    /** 1 / (1 + e<sup>-x</sup>). */
    public static Layer sigmoid(int width) {
        return new Elementwise("sigmoid", width) {
            @Override
            protected double value(double x) {
                return Elementary.sigmoid(x);
            }

            @Override
            protected double derivative(double x, double y) {
                return y * (1 - y);
            }
        };
    }

    /** ln(1 + e<sup>x</sup>). */
    public static Layer softplus(int width) {
        return new Elementwise("softplus", width) {
            @Override
            protected double value(double x) {
                return Elementary.softplus(x);
            }

            @Override
            protected double derivative(double x, double y) {
                return Elementary.sigmoid(x);
            }
        };
    }

    /** Its own loops, because a call per element would cost more than the element. */
    private static final class Relu extends Elementwise {

        Relu(int width) {
            super("relu", width);
        }

        @Override
        public boolean isRectifier() {
            return true;
        }

        @Override
        protected double value(double x) {
            return Math.max(x, 0);
        }

        @Override
        protected double derivative(double x, double y) {
            return y > 0 ? 1 : 0;
        }

        @Override
        public void apply(int n, double[] x, double[] y) {
            for (int i = 0; i < n; i++) {
                y[i] = Math.max(x[i], 0);
            }
        }

        @Override
        public void applyBackward(int n, double[] x, double[] y, double[] dy, double[] dx) {
            for (int i = 0; i < n; i++) {
                dx[i] = y[i] > 0 ? dy[i] : 0;
            }
        }
    }

    private static final class LeakyRelu extends Elementwise {

        private final double leak;

        LeakyRelu(int width, double leak) {
            super("leaky_relu", width);
            this.leak = leak;
        }

        @Override
        public boolean isRectifier() {
            return true;
        }

        @Override
        protected double value(double x) {
            return x > 0 ? x : leak * x;
        }

        @Override
        protected double derivative(double x, double y) {
            return x > 0 ? 1 : leak;
        }

        @Override
        public Description describe() {
            return super.describe().with("leak", leak);
        }
    }
}
