package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.time.LocalDateTime;

/**
 * ISO 8601 dates, local times and times with an offset: {@code 2024-01-05}, {@code 2024-01-05T10:00}, {@code 2024-01-05
 * 10:00:00.123456}, {@code 2024-01-05T10:00:00Z}, {@code ...+01:00}.
 *
 * <p>A blank may stand for the T and in front of the offset; a date alone is its midnight, and {@code 24:00} the
 * midnight that ends it; digits beyond the microsecond are cut.
 */
final class IsoTimePattern implements TimePattern {

    @Override
    public String write(LocalDateTime time) {
        return time.toString();
    }

    @Override
    public boolean parse(Slice text, TimeFields fields) {
        char[] c = text.array();
        int at = text.start();
        int end = at + text.length();
        if (text.length() < 10 || c[at + 4] != '-' || c[at + 7] != '-') {
            return false;
        }
        fields.clear();
        int year = two(c, at) * 100 + two(c, at + 2);
        fields.year = two(c, at) < 0 || two(c, at + 2) < 0 ? -1 : year;
        fields.month = two(c, at + 5);
        fields.day = two(c, at + 8);
        at += 10;
        if (at == end) {
            return fields.valid();
        }
        if (end - at < 6 || (c[at] != 'T' && c[at] != ' ' && c[at] != 't') || c[at + 3] != ':') {
            return false;
        }
        int hour = two(c, at + 1);
        int minute = two(c, at + 4);
        int second = 0;
        at += 6;
        if (at < end && c[at] == ':') {
            if (end - at < 3) {
                return false;
            }
            second = two(c, at + 1);
            at += 3;
            if (at < end && (c[at] == '.' || c[at] == ',')) {
                int first = ++at;
                int unit = 100_000;
                while (at < end && isDigit(c[at])) {
                    fields.micros += (c[at] - '0') * unit;
                    unit /= 10;
                    at++;
                }
                if (at == first || at - first > 9) {
                    return false;
                }
            }
        }
        if ((hour | minute | second) < 0) {
            return false;
        }
        fields.hour = hour;
        fields.minute = minute;
        fields.second = second;
        fields.turnEndOfDay();
        return offset(c, at, end, fields) && fields.valid();
    }

    /** Nothing, Z, or hours with or without minutes east of UTC. */
    private static boolean offset(char[] c, int from, int end, TimeFields fields) {
        int at = from;
        if (at < end && c[at] == ' ') {
            at++;
        }
        if (at == end) {
            return at == from;
        }
        char sign = c[at++];
        if (sign == 'Z' || sign == 'z') {
            fields.offset = 0;
            return at == end;
        }
        if ((sign != '+' && sign != '-') || end - at < 2) {
            return false;
        }
        int hours = two(c, at);
        at += 2;
        int minutes = 0;
        if (at < end) {
            at += c[at] == ':' ? 1 : 0;
            if (end - at != 2) {
                return false;
            }
            minutes = two(c, at);
        }
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return false;
        }
        fields.offset = (sign == '-' ? -60 : 60) * (hours * 60 + minutes);
        return true;
    }

    /** Two digits, or -1. */
    private static int two(char[] c, int at) {
        int tens = c[at] - '0';
        int ones = c[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
