package dev.clv.features.standard;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Signal;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sum and last value of the signals seen in training. */
final class Signals extends ComputedExtractor {

    static final String NAME = "signals";
    private static final String NAMES = "names";

    private static final String MAX_NAMES = "max_names";
    private static final String MIN_CUSTOMERS = "min_customers";

    private final SignalPlan plan;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * @param plan the settings of training
     * @param names the signals that training kept
     * @param withheld how many others have names that may be personal
     */
    Signals(SignalPlan plan, List<String> names, int withheld) {
        super(
                NAME,
                names.stream()
                        .flatMap(name -> Stream.of(
                                Feature.numeric("signal." + name + ".sum", "sum", "Sum of signal " + name, "signals"),
                                Feature.numeric(
                                        "signal." + name + ".last",
                                        "value",
                                        "Last value of signal " + name,
                                        "signals")))
                        .toList(),
                withheld == 0
                        ? List.of()
                        : List.of(ColumnReport.withholding(withheld, "names of signals", ColumnReport.Kind.IGNORED)));
        this.plan = plan;
        this.names = List.copyOf(names);
        names.forEach(name -> places.put(name, places.size()));
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withNumbers(MAX_NAMES, plan.maxNames())
                .withNumbers(MIN_CUSTOMERS, plan.minCustomers())
                .withTexts(NAMES, names);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    static Signals of(FittedState state) {
        return new Signals(
                new SignalPlan(state.integer(MAX_NAMES), state.integer(MIN_CUSTOMERS)), state.texts(NAMES), 0);
    }

    /** It is what the shop sent, and may be missing. */
    @Override
    public boolean isNaNOrdinary() {
        return false;
    }

    @Override
    public State begin(CustomerContext customer) {
        return new SignalState();
    }

    private final class SignalState implements State {

        private final double[] sums = new double[names.size()];
        private final double[] last = new double[names.size()];

        SignalState() {
            Arrays.fill(last, Double.NaN);
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Signal signal) {
                Integer place = places.get(signal.name());
                if (place != null) {
                    sums[place] += signal.value();
                    last[place] = signal.value();
                }
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            for (int i = 0; i < sums.length; i++) {
                row[offset + 2 * i] = sums[i];
                row[offset + 2 * i + 1] = last[i];
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            for (int i = 0; i < sums.length; i++) {
                out.number(sums[i]).number(last[i]);
            }
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += later.number();
                double latest = later.number();
                last[i] = Double.isNaN(latest) ? last[i] : latest;
            }
        }
    }
}
