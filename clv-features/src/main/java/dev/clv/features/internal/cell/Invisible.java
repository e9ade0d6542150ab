package dev.clv.features.internal.cell;

/** The characters that show as nothing, or as a blank, though Unicode calls some of them letters or marks. */
public final class Invisible {

    private Invisible() {}

    /** Whether the character shows as nothing: of no width, a selector of a variant, or a filler. */
    public static boolean is(int point) {
        return Character.getType(point) == Character.FORMAT || isVariant(point) || isFiller(point);
    }

    private static boolean isVariant(int point) {
        return (point >= 0xfe00 && point <= 0xfe0f)
                || (point >= 0xe0100 && point <= 0xe01ef)
                || (point >= 0x180b && point <= 0x180f);
    }

    /** Whether the character fills a place without a mark in it. */
    static boolean isFiller(int point) {
        return switch (point) {
            case 0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default -> false;
        };
    }
}
