import java.util.HashMap;
import java.util.Map;

/** Reads the lines of the protocol: an object whose values are strings and numbers. It reads nothing else. */
final class FlatJson {
    private final String line;
    private int at;

    private FlatJson(String line) {
        this.line = line;
    }

    /** The members by name; a number as it is written. */
    static Map<String, String> read(String line) {
        return new FlatJson(line).object();
    }

    /** A JSON string. */
    static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private Map<String, String> object() {
        Map<String, String> members = new HashMap<>();
        take('{');
        do {
            String name = string();
            take(':');
            members.put(name, next() == '"' ? string() : number());
        } while (next() == ',' && ++at > 0);
        take('}');
        return members;
    }

    private String number() {
        int start = at;
        while (at < line.length() && "-+.eE0123456789".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        String digits = line.substring(start, at);
        Double.parseDouble(digits); // throws where it is no number
        return digits;
    }

    private String string() {
        take('"');
        StringBuilder out = new StringBuilder();
        for (char c = any(); c != '"'; c = any()) {
            out.append(c == '\\' ? escaped(any()) : c);
        }
        return out.toString();
    }

    private char escaped(char c) {
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c != 'u' || at + 4 > line.length()) {
            throw new IllegalArgumentException("a wrong escape");
        }
        at += 4;
        return (char) Integer.parseInt(line.substring(at - 4, at), 16);
    }

    private char any() {
        if (at >= line.length()) {
            throw new IllegalArgumentException("the line ends too early");
        }
        return line.charAt(at++);
    }

    private char next() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length() ? line.charAt(at) : 0;
    }

    private void take(char expected) {
        if (next() != expected) {
            throw new IllegalArgumentException("no " + expected + " at position " + at);
        }
        at++;
    }
}
