package dev.clv.features.internal.time;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of months in languages other than English, whole and short, with and without their accents. Languages in which
 * a name means another month than in one of these, such as Finnish and Croatian, are not among them.
 */
final class MonthNames {

    /** For each language the names of the twelve months, whole ones and behind a colon short ones. */
    private static final List<String> LANGUAGES = List.of(
            "januar|j\u00e4nner:jan februar:feb|febr m\u00e4rz|maerz:m\u00e4r|mrz april:apr mai juni:jun juli:jul august:aug"
                    + " september:sep|sept oktober:okt november:nov dezember:dez",
            "janvier:janv|jan f\u00e9vrier:f\u00e9vr|f\u00e9v mars:mar avril:avr mai juin juillet:juil ao\u00fbt:ao\u00fb"
                    + " septembre:sept|sep octobre:oct novembre:nov d\u00e9cembre:d\u00e9c",
            "enero:ene febrero:feb marzo:mar abril:abr mayo:may junio:jun julio:jul agosto:ago"
                    + " septiembre|setiembre:sept|sep|set octubre:oct noviembre:nov diciembre:dic",
            "gennaio:gen febbraio:feb marzo:mar aprile:apr maggio:mag giugno:giu luglio:lug agosto:ago settembre:set|sett"
                    + " ottobre:ott novembre:nov dicembre:dic",
            "janeiro:jan fevereiro:fev mar\u00e7o:mar abril:abr maio:mai junho:jun julho:jul agosto:ago setembro:set"
                    + " outubro:out novembro:nov dezembro:dez",
            "januari:jan februari:feb maart:mrt april:apr mei juni:jun juli:jul augustus:aug september:sep oktober:okt"
                    + " november:nov december:dec",
            "januari:jan februari:feb mars:mar april:apr maj juni:jun juli:jul augusti:aug september:sep oktober:okt"
                    + " november:nov december:dec",
            "januar:jan februar:feb marts|mars:mar april:apr maj|mai juni:jun juli:jul august:aug september:sep oktober:okt"
                    + " november:nov december|desember:dec|des",
            "stycze\u0144|stycznia:sty luty|lutego:lut marzec|marca:mar kwiecie\u0144|kwietnia:kwi maj|maja"
                    + " czerwiec|czerwca:cze lipiec|lipca:lip sierpie\u0144|sierpnia:sie wrzesie\u0144|wrze\u015bnia:wrz"
                    + " pa\u017adziernik|pa\u017adziernika:pa\u017a listopad|listopada:lis grudzie\u0144|grudnia:gru",
            "ocak:oca \u015fubat:\u015fub mart:mar nisan:nis may\u0131s:may haziran:haz temmuz:tem a\u011fustos:a\u011fu"
                    + " eyl\u00fcl:eyl ekim:eki kas\u0131m:kas aral\u0131k:ara");

    private static final String[] ENGLISH =
            "January February March April May June July August September October November December".split(" ");

    private static final Map<String, Integer> WHOLE = new HashMap<>();
    private static final Map<String, Integer> SHORT = new HashMap<>();

    static {
        for (String language : LANGUAGES) {
            String[] names = language.split(" ");
            for (int month = 0; month < names.length; month++) {
                String[] parts = names[month].split(":");
                put(WHOLE, parts[0], month);
                put(SHORT, parts[parts.length - 1], month);
            }
        }
        // English ones are read without this, and as the letters of the pattern say.
        for (String english : ENGLISH) {
            WHOLE.remove(folded(english));
        }
    }

    /** A word, and the point of an abbreviation. */
    private static final Pattern WORD = Pattern.compile("(\\p{L}[\\p{L}\\p{M}]*)(\\.?)");

    private MonthNames() {}

    private static void put(Map<String, Integer> months, String names, int month) {
        for (String name : names.split("\\|")) {
            Integer other = months.put(folded(name), month);
            if (other != null && other != month) {
                throw new IllegalStateException(name + " is the name of two months");
            }
        }
    }

    /**
     * A time with the name of its month in English; null if there is none in another language, and none that a point
     * behind it keeps from being read.
     *
     * @param brief whether the English name has three letters only, and short names count
     */
    static @Nullable String inEnglish(String time, boolean brief) {
        Matcher words = WORD.matcher(time);
        while (words.find()) {
            String word = folded(words.group(1));
            Integer month = WHOLE.get(word);
            // English short names are read without this unless a point follows.
            if (month == null && brief && (!words.group(2).isEmpty() || !isEnglish(word))) {
                month = SHORT.get(word);
            }
            if (month != null) {
                String english = brief ? ENGLISH[month].substring(0, 3) : ENGLISH[month];
                return time.substring(0, words.start()) + english + time.substring(words.end());
            }
        }
        return null;
    }

    private static boolean isEnglish(String word) {
        return Arrays.stream(ENGLISH).anyMatch(month -> folded(month).equals(word));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('\u0131', 'i');
    }
}
