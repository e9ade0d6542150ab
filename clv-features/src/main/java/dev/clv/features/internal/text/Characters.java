package dev.clv.features.internal.text;

import dev.clv.features.internal.cell.Invisible;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * What each UTF-16 unit becomes in a {@link NormalText}, looked up in a table: the compatible form of Unicode (NFKC),
 * lower case whatever the locale, simplified Chinese, a plain apostrophe, a blank for anything that separates.
 */
final class Characters {

    /** The unit disappears. */
    static final char NOTHING = 0;

    /** The unit becomes several, or depends on its neighbours. */
    static final char DEPENDS = 0xffff;

    private static final char[] FORMS = forms();

    private Characters() {}

    /** One unit, {@link #NOTHING} or {@link #DEPENDS}. */
    static char form(char unit) {
        return FORMS[unit];
    }

    private static char[] forms() {
        char[] forms = new char[1 << Character.SIZE];
        for (int unit = 0; unit < forms.length; unit++) {
            forms[unit] = formOf((char) unit);
        }
        readSimplified(forms);
        return forms;
    }

    private static char formOf(char unit) {
        if (Invisible.is(unit)) {
            return NOTHING;
        }
        if (Character.isSurrogate(unit) || isMark(unit)) {
            return DEPENDS;
        }
        if (Character.isWhitespace(unit) || Character.isSpaceChar(unit) || Character.isISOControl(unit)) {
            return ' ';
        }
        if (unit == '\u2019' || unit == '\u2018' || unit == '\u02bc') {
            return '\'';
        }
        String form =
                unit < 0x80 ? String.valueOf(unit) : Normalizer.normalize(String.valueOf(unit), Normalizer.Form.NFKC);
        return form.length() == 1 ? Character.toLowerCase(form.charAt(0)) : DEPENDS;
    }

    /** Whether it combines with what is before it. */
    static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static void readSimplified(char[] forms) {
        try (InputStream in = Characters.class.getResourceAsStream("simplified.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (int i = 0; i + 1 < line.length() && line.charAt(0) != '#'; i += 2) {
                    forms[line.charAt(i)] = line.charAt(i + 1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
