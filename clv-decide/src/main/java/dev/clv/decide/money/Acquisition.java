package dev.clv.decide.money;

import dev.clv.decide.CsvRows;
import dev.clv.explain.json.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to acquire customers and what they are worth, by channel and campaign. Immutable.
 *
 * @param margin the part of the value that is earned, in (0, 1]; 1 for revenue
 * @param channels in alphabetical order
 * @param campaigns by channel and campaign; empty if no cost names a campaign
 * @param withoutChannel how many customers had no channel at their first purchase
 * @param withoutCost how many have a channel, but no cost was given for it in the month of their first purchase
 */
public record Acquisition(
        double margin, List<ChannelValue> channels, List<ChannelValue> campaigns, int withoutChannel, int withoutCost) {

    private static final String KIND = "money-acquisition";
    private static final int VERSION = 1;

    /** Copies the lists. */
    public Acquisition {
        channels = List.copyOf(channels);
        campaigns = List.copyOf(campaigns);
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static Acquisition fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, Acquisition.class);
    }

    /**
     * Writes a row per channel and then per campaign: {@code channel}, {@code campaign}, {@code customers},
     * {@code cost}, {@code cost_per_customer}, {@code days}, {@code so_far}, {@code predicted}, {@code value},
     * {@code value_low}, {@code value_high}, {@code ratio}, {@code ratio_low}, {@code ratio_high},
     * {@code payback_month}, {@code payback_predicted}, {@code payback_earliest}, {@code payback_latest}.
     */
    public void writeCsv(Appendable out) throws IOException {
        CsvRows rows = new CsvRows(out);
        rows.header(List.of(
                "channel",
                "campaign",
                "customers",
                "cost",
                "cost_per_customer",
                "days",
                "so_far",
                "predicted",
                "value",
                "value_low",
                "value_high",
                "ratio",
                "ratio_low",
                "ratio_high",
                "payback_month",
                "payback_predicted",
                "payback_earliest",
                "payback_latest"));
        List<ChannelValue> all = new ArrayList<>(channels);
        all.addAll(campaigns);
        for (ChannelValue one : all) {
            rows.text(one.channel()).text(one.campaign() == null ? "" : one.campaign());
            rows.number(one.customers()).number(one.cost()).number(one.costPerCustomer());
            rows.number(one.days()).number(one.soFar()).number(one.predicted());
            Ends.write(rows.number(one.value()), one.valueInterval());
            Ends.write(rows.number(one.ratio()), one.ratioInterval());
            Payback payback = one.payback();
            month(rows, payback.month()).text(payback.month() == null ? "" : Boolean.toString(payback.predicted()));
            month(month(rows, payback.earliest()), payback.latest()).endRow();
        }
    }

    private static CsvRows month(CsvRows rows, @Nullable Integer month) throws IOException {
        return rows.number(month == null ? Double.NaN : month);
    }
}
