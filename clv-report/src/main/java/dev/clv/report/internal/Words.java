package dev.clv.report.internal;

import dev.clv.reason.Wording;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The texts and numbers of a page in one language. Not thread-safe. */
public final class Words {

    private static final String NO_CURRENCY = "XXX";
    private static final String UNKNOWN = "–";
    private static final int DIGITS = 3;
    private static final int MOST_DECIMALS = 6;

    private final ResourceBundle texts;
    private final Locale locale;
    private final String currency;
    private final ZoneId zone;
    private final Wording wording;

    /**
     * Of a language.
     *
     * @param locale its language selects the texts, {@code en} or {@code zh}, and its region the form of numbers
     * @param currency of amounts, as an ISO 4217 code; {@code XXX} for none
     * @param zone of days
     * @throws IllegalArgumentException if there are no texts in the language
     */
    public Words(Locale locale, String currency, ZoneId zone) {
        if (!locale.getLanguage().equals("en") && !locale.getLanguage().equals("zh")) {
            throw new IllegalArgumentException("a report is written in English (en) or Chinese (zh), not in '"
                    + locale.toLanguageTag() + "'; take Locale.ENGLISH or Locale.CHINESE");
        }
        this.texts = ResourceBundle.getBundle(
                "dev.clv.report.words",
                locale,
                Words.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.locale = locale;
        this.currency = currency;
        this.zone = zone;
        this.wording = Wording.in(locale).zone(zone);
    }

    /** The language and region. */
    public Locale locale() {
        return locale;
    }

    /** The currency, as an ISO 4217 code. */
    public String currency() {
        return currency;
    }

    /** The names of features, groups and units. */
    public Wording wording() {
        return wording;
    }

    /**
     * A text.
     *
     * @param places what stands for {@code {0}}, {@code {1}} and so on
     * @throws MissingResourceException if there is no such text
     */
    public String of(String key, Object... places) {
        String text = texts.getString(key);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
            int end = text.indexOf('}', at);
            filled.append(text, from, at).append(places[Integer.parseInt(text.substring(at + 1, end))]);
            from = end + 1;
        }
        return filled.append(text.substring(from)).toString();
    }

    /** A text if there is one, or else the name itself: names of baselines, rules and the like come from elsewhere. */
    public String name(String prefix, String name) {
        String key = prefix + "." + name;
        return texts.containsKey(key) ? texts.getString(key) : name;
    }

    /** A number in a form; a dash for NaN. */
    public String number(Format format, double number) {
        if (!Double.isFinite(number)) {
            return UNKNOWN;
        }
        return switch (format) {
            case COUNT -> decimal(number, 0);
            case MONEY -> money(number);
            case PERCENT -> decimal(100 * number, isFine(number) ? 1 : 0) + " %";
            case NUMBER, TEXT -> decimal(number, decimals(number));
        };
    }

    /** A number of customers or the like. */
    public String count(double number) {
        return number(Format.COUNT, number);
    }

    /** An amount, without decimals from 100 on and of 0. */
    public String money(double amount) {
        if (!Double.isFinite(amount)) {
            return UNKNOWN;
        }
        int usual = currency.equals(NO_CURRENCY)
                ? 2
                : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        String number = decimal(amount, Math.abs(amount) >= 100 || amount == 0 ? 0 : usual);
        return currency.equals(NO_CURRENCY) ? number : number + " " + currency;
    }

    /** A share of 1 in percent. */
    public String percent(double share) {
        return number(Format.PERCENT, share);
    }

    /** A calendar day. */
    public String day(Instant time) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .localizedBy(locale)
                .format(time.atZone(zone));
    }

    /** Below ten percent, unless it is a whole number of them. */
    private static boolean isFine(double share) {
        return Math.abs(share) < 0.1 && Math.abs(100 * share - Math.rint(100 * share)) > 1e-9;
    }

    /** For three significant digits; none for a whole number. */
    private static int decimals(double number) {
        if (Math.abs(number - Math.rint(number)) < 1e-6) {
            return 0;
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        return Math.max(0, Math.min(MOST_DECIMALS, rounded.scale()));
    }

    private String decimal(double number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String text = format.format(number);
        return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9') ? text.substring(1) : text;
    }
}
