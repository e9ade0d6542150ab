package dev.clv.features.sequence;

import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.Privacy;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a customer's latest events into a sequence of tokens, rows of numbers for an encoder, and learns from training
 * histories what it needs for that: the words of indices, the scales of numbers, and which columns tell something.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * FittedEventTokens tokens = EventTokens.builder().length(50).build().fit(histories);
 * double[] newestFirst = tokens.tokens(history, cutoff);
 * }</pre>
 *
 * <p>An event of any kind is a token, and so are all lines of an order: purchases, or refunds, of one order number on
 * one day, and those of one instant without a number. Such a token has the amount and the quantity of all lines, the
 * category of the dearest, and the time of the last; where more than {@code length} tokens come between two lines, the
 * later one begins another. The {@code length} newest tokens are kept; the events of older ones are told in three sums
 * (see {@link FittedEventTokens}). Events of one instant are in the order of a log: attributes first, then by kind and
 * content, whatever the order in which they come. An attribute without a time is no event.
 *
 * <p>Numbers, in standard deviations from the mean over the training tokens that have one, and at most
 * {@value Scale#BOUND}: {@code amount}, sign(x) ln(1 + |x| / the median amount), refunds below 0; {@code quantity},
 * ln(1 + x); {@code gap} and {@code age}, ln(days + 1/24); {@code rating}. Days are those of a clock on the wall in the
 * customer's zone. Sine and cosine tell the day of the week and of the year and the time of day; {@code sentiment} is
 * the score of {@link dev.clv.features.text.lexicon.SentimentLexicon}; {@code first}, {@code has_rating},
 * {@code has_text} and {@code same_order} are 1 or 0. {@code kind}, {@code category} and {@code name} are indices.
 *
 * <p>A column is left out, and reported with the reason ({@link FittedEventTokens#columns()}), if it is the same for
 * all training tokens, if fewer than {@link Privacy#MIN_CUSTOMERS} customers have it, and those of the year if training
 * events span less than one. A word is learned if as many customers have it and it stands for no person. What is
 * learned depends on no order of histories and merges, to the bit.
 *
 * <p>All columns but {@code age} are of the event and the one before it, so an encoder that takes in each event once,
 * as a recurrent one does in live scoring, needs tokens {@linkplain Builder#withoutAge() without age}. An encoder that
 * reads the whole sequence at each cutoff may use it.
 */
public final class EventTokens implements FittableExtractor {

    static final String NAME = "event_tokens";

    private static final int MOST_TOKENS = 10_000;
    private static final int MOST_WORDS = 1_000_000;

    private final TokenRules rules;
    private final Set<TokenField> fields;
    private final int size;
    private final int buckets;
    private final int minCustomers;

    private EventTokens(Builder builder) {
        this.rules = new TokenRules(
                builder.length,
                Collections.unmodifiableSet(EnumSet.copyOf(builder.kinds)),
                builder.eachLine,
                builder.fields.contains(TokenField.SENTIMENT));
        EnumSet<TokenField> told = EnumSet.copyOf(builder.fields);
        if (builder.withoutAge) {
            told.remove(TokenField.AGE);
        }
        this.fields = Collections.unmodifiableSet(told);
        this.size = builder.size;
        this.buckets = builder.buckets;
        this.minCustomers = builder.minCustomers;
    }

    /** Settings, all with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The most tokens of a customer, T. */
    public int length() {
        return rules.length();
    }

    TokenRules rules() {
        return rules;
    }

    Set<TokenField> fields() {
        return fields;
    }

    /** The most words of a vocabulary. */
    int size() {
        return size;
    }

    /** How many buckets categories are hashed into; 0 if they are learned. */
    int buckets() {
        return buckets;
    }

    int minCustomers() {
        return minCustomers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Learner learner() {
        return new TokenLearner(this);
    }

    @Override
    public FittedEventTokens fit(Iterable<CustomerHistory> histories) {
        TokenLearner learner = new TokenLearner(this);
        histories.forEach(learner::add);
        return learner.learned();
    }

    @Override
    public FittedEventTokens restore(FittedState state) {
        return FittedEventTokens.of(state);
    }

    static int checked(int length) {
        return between("length", length, 1, MOST_TOKENS);
    }

    private static int between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private int length = 100;
        private Set<TokenKind> kinds = EnumSet.allOf(TokenKind.class);
        private Set<TokenField> fields = EnumSet.allOf(TokenField.class);
        private boolean namesFields;
        private boolean withoutAge;
        private boolean eachLine;
        private int size = 200;
        private int buckets;
        private boolean setsCategories;
        private int minCustomers = Privacy.MIN_CUSTOMERS;

        private Builder() {}

        /**
         * The most tokens of a customer, the newest; 100 unless set.
         *
         * @param most from 1 to 10,000
         */
        public Builder length(int most) {
            this.length = checked(most);
            return this;
        }

        /**
         * Which kinds of event are taken; all unless set.
         *
         * @param some at least one of the records of events, such as {@code Purchase.class}
         * @throws IllegalArgumentException if there is none, or one is not such a record
         */
        @SafeVarargs
        public final Builder events(Class<? extends CustomerEvent>... some) {
            if (some.length == 0) {
                throw new IllegalArgumentException("events need at least one kind, such as Purchase.class");
            }
            this.kinds = Arrays.stream(some)
                    .map(TokenKind::of)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenKind.class)));
            return this;
        }

        /**
         * What a token tells; everything unless set.
         *
         * @param some at least one
         */
        public Builder fields(TokenField... some) {
            if (some.length == 0) {
                throw new IllegalArgumentException("fields need at least one, such as TokenField.AMOUNT");
            }
            this.fields = EnumSet.copyOf(Arrays.asList(some));
            this.namesFields = true;
            return this;
        }

        /** Tells nothing of the time to the cutoff, so that tokens stay the same at any later one. */
        public Builder withoutAge() {
            this.withoutAge = true;
            return this;
        }

        /** Makes a token of each line of an order; unless set, the lines of an order are one token. */
        public Builder eachOrderLine() {
            this.eachLine = true;
            return this;
        }

        /**
         * Learns an index for each of the most frequent categories, one for all others and one for none; 200 unless
         * set. As many names of signals and attributes are learned.
         *
         * @param most how many categories, from 1 to 1,000,000
         */
        public Builder learnedCategories(int most) {
            this.size = between("learnedCategories", most, 1, MOST_WORDS);
            this.buckets = 0;
            this.setsCategories = true;
            return this;
        }

        /**
         * Deals categories to buckets by a hash instead of learning them: an index for each bucket and one for none, so
         * that a rare category and one that training did not see have an index too, shared by chance with others.
         *
         * @param some how many buckets, from 1 to 1,000,000
         */
        public Builder hashedCategories(int some) {
            this.buckets = between("hashedCategories", some, 1, MOST_WORDS);
            this.setsCategories = true;
            return this;
        }

        /**
         * How many different customers must have a word or a column for it to be learned; {@link Privacy#MIN_CUSTOMERS}
         * unless set.
         *
         * @param enough positive. Below the default, names that only a few customers share come into model files
         */
        public Builder minCustomers(int enough) {
            this.minCustomers = between("minCustomers", enough, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * The settings so far.
         *
         * @throws IllegalArgumentException if they contradict each other
         */
        public EventTokens build() {
            if (withoutAge && namesFields && fields.contains(TokenField.AGE)) {
                throw new IllegalArgumentException("withoutAge is set, and fields name AGE; leave one of them out");
            }
            if (setsCategories && !fields.contains(TokenField.CATEGORY)) {
                throw new IllegalArgumentException((buckets > 0 ? "hashedCategories" : "learnedCategories")
                        + " is set, but fields leave out CATEGORY; add it or leave out the setting");
            }
            if (eachLine && !kinds.contains(TokenKind.PURCHASE) && !kinds.contains(TokenKind.REFUND)) {
                throw new IllegalArgumentException(
                        "eachOrderLine is set, but events leave out purchases and refunds; add one or leave it out");
            }
            return new EventTokens(this);
        }
    }
}
