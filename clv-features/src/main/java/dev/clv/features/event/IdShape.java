package dev.clv.features.event;

/** How a message shows the form of an id without the id: 9 for a digit, a or A for a letter, signs as they are. */
final class IdShape {

    private static final int LONGEST = 24;

    private IdShape() {}

    static String of(String id) {
        StringBuilder shape = new StringBuilder();
        id.codePoints().limit(LONGEST).forEach(point -> {
            if (Character.isDigit(point)) {
                shape.append('9');
            } else if (Character.isLetter(point)) {
                shape.append(Character.isUpperCase(point) ? 'A' : 'a');
            } else {
                shape.append(point > ' ' && point < 127 ? (char) point : ' ');
            }
        });
        return shape + (id.length() > LONGEST ? "..." : "");
    }
}
