import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A driver of pytest-realtime: wraps one client library, so that the contract suite can test it. */
public final class Driver {
    // The client's wire types, by name, and the operations for each: roundtrip, read, send.
    private static final String CARD =
            "{\"name\": \"my-client\", \"version\": \"0.1.0\", \"language\": \"java\","
                    + " \"types\": {\"SessionUpdateEvent\": [\"roundtrip\"]}}";

    private Driver() {}

    /** Parses wire into the client's own type and writes it back, with the calls that its users make. */
    private static String roundtrip(String type, String wire) {
        switch (type) {
            case "SessionUpdateEvent":
                // Call the client here: return text("wire", what it writes), or text("rejected", its own message).
                return text("unsupported", "the driver has no client yet");
            default:
                return text("unsupported", "no type " + type);
        }
    }

    /** Answers one request: a member of the answer, without its id. */
    private static String answer(Map<String, String> request) {
        String command = request.getOrDefault("cmd", "");
        switch (command) {
            case "hello":
                return "\"card\": " + CARD;
            case "roundtrip":
                return roundtrip(request.get("type"), request.get("wire"));
            case "bye":
                return "\"bye\": true";
            default:
                return text("error", "unknown command " + command);
        }
    }

    private static String text(String name, String value) {
        return '"' + name + "\": " + FlatJson.quoted(value);
    }

    /** Reads one request per line until bye or the end of stdin. Print nothing else to stdout. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<String, String> request;
            try {
                request = FlatJson.read(line);
            } catch (IllegalArgumentException exception) {
                System.err.println("not a request: " + exception.getMessage());
                continue;
            }
            String member;
            try {
                member = answer(request);
            } catch (RuntimeException exception) {
                member = text("error", exception.toString());
            }
            out.print("{\"id\": " + request.get("id") + ", " + member + "}\n");
            out.flush();
            if ("bye".equals(request.get("cmd"))) {
                break;
            }
        }
    }
}
