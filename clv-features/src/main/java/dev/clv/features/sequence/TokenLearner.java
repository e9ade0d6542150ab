package dev.clv.features.sequence;

import dev.clv.features.ColumnReport;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.internal.WordCounts;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Learns words and scales from the tokens of training histories, and which columns tell something. */
final class TokenLearner implements FittableExtractor.Learner {

    /** A part of a year tells which training event it is rather than which season. */
    private static final int YEAR = 365;

    private final EventTokens settings;
    private final TokenRules rules;
    private final Map<TokenColumn, ColumnTally> columns = new EnumMap<>(TokenColumn.class);
    private final Map<TokenKind, CustomerSet> kinds = new EnumMap<>(TokenKind.class);
    private final WordCounts categories;
    private final WordCounts names;
    private final KnownIds ids = new KnownIds();
    private long firstDay = Long.MAX_VALUE;
    private long lastDay = Long.MIN_VALUE;

    TokenLearner(EventTokens settings) {
        int enough = settings.minCustomers();
        this.settings = settings;
        this.rules = settings.rules();
        this.categories = new WordCounts(enough);
        this.names = new WordCounts(enough);
        for (TokenColumn column : TokenColumn.values()) {
            if (settings.fields().contains(column.field())) {
                columns.put(column, new ColumnTally(column, enough));
            }
        }
        for (TokenKind kind : TokenKind.values()) {
            kinds.put(kind, new CustomerSet(enough));
        }
    }

    @Override
    public void add(CustomerHistory history) {
        ids.add(history.customer());
        long customer = CustomerSet.hash(history.customer());
        TokenFold fold = new TokenFold(rules, new WallClock(history.zone()));
        history.events().forEach(fold::add);
        Token before = fold.older().last();
        for (Token token : fold.newest()) {
            add(new SeenToken(token, before, fold.clock(), history.cutoff()), customer);
            before = token;
        }
    }

    private void add(SeenToken seen, long customer) {
        Token token = seen.token();
        columns.values().forEach(tally -> tally.add(seen, customer));
        kinds.computeIfAbsent(token.kind(), any -> new CustomerSet(settings.minCustomers()))
                .add(customer);
        count(token.category(), categories, customer);
        count(token.name(), names, customer);
        long day = seen.clock().day(token.time());
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
    }

    private static void count(@Nullable String word, WordCounts counts, long customer) {
        if (word != null) {
            counts.add(word, customer);
        }
    }

    @Override
    public void know(String customer) {
        ids.add(customer);
    }

    @Override
    public void snapshot(StateWriter out) {
        ids.snapshot(out);
        columns.values().forEach(tally -> tally.snapshot(out));
        kinds.values().forEach(customers -> customers.snapshot(out));
        categories.snapshot(out);
        names.snapshot(out);
        out.whole(firstDay).whole(lastDay);
    }

    @Override
    public void merge(StateReader other) {
        ids.merge(other);
        columns.values().forEach(tally -> tally.merge(other));
        kinds.values().forEach(customers -> customers.merge(other));
        categories.merge(other);
        names.merge(other);
        firstDay = Math.min(firstDay, other.whole());
        lastDay = Math.max(lastDay, other.whole());
    }

    @Override
    public FittedEventTokens learned() {
        List<ColumnReport> reports = new ArrayList<>();
        WordIndex ofCategories = settings.buckets() > 0
                ? WordIndex.hashed(settings.buckets())
                : learned(categories, TokenField.CATEGORY, "categories of event tokens", reports);
        WordIndex ofNames = learned(names, TokenField.NAME, "names of event tokens", reports);
        List<TokenKind> ofKinds = new ArrayList<>();
        kinds.forEach((kind, customers) -> {
            if (customers.isEnough()) {
                ofKinds.add(kind);
            }
        });
        Set<TokenColumn> unknown = EnumSet.noneOf(TokenColumn.class);
        if (ofKinds.isEmpty()) {
            unknown.add(TokenColumn.KIND);
        }
        if (ofCategories.names().size() == 1) {
            unknown.add(TokenColumn.CATEGORY);
        }
        if (ofNames.names().size() == 1) {
            unknown.add(TokenColumn.NAME);
        }
        Map<TokenColumn, Scale> scales = new EnumMap<>(TokenColumn.class);
        List<TokenColumn> kept = new ArrayList<>();
        columns.forEach((column, tally) -> {
            String reason = useless(column, tally, unknown.contains(column));
            if (reason != null) {
                reports.add(
                        new ColumnReport(column.word() + " of event tokens", ColumnReport.Kind.IGNORED, reason, null));
                return;
            }
            kept.add(column);
            if (column.form() == TokenColumn.Form.SCALED) {
                scales.put(column, tally.scale());
            }
        });
        return new FittedEventTokens(rules, kept, ofKinds, ofCategories, ofNames, scales, reports);
    }

    private WordIndex learned(WordCounts counts, TokenField field, String what, List<ColumnReport> reports) {
        if (!settings.fields().contains(field)) {
            return WordIndex.of(List.of());
        }
        PersonalWords personal = counts.personal(ids);
        int withheld = counts.withheld(personal);
        if (withheld > 0) {
            reports.add(ColumnReport.withholding(withheld, what, ColumnReport.Kind.CATEGORY));
        }
        return WordIndex.of(counts.frequent(settings.size(), personal).stream()
                .filter(word -> !WordIndex.isNone(word))
                .toList());
    }

    /** @param isUnknown whether no word of an index is known */
    private @Nullable String useless(TokenColumn column, ColumnTally tally, boolean isUnknown) {
        String reason = tally.useless(settings.minCustomers());
        if (reason != null) {
            return reason;
        }
        if (isUnknown) {
            return "no word of it has " + settings.minCustomers() + " customers";
        }
        return column.isOfYear() && lastDay - firstDay < YEAR
                ? "training events span " + (lastDay - firstDay + 1) + " days, less than a year"
                : null;
    }
}
