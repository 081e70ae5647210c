import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A driver of pytest-realtime: wraps one client library, so that the contract suite can test it. */
public final class Driver {
    // The client's wire types, by name, and the operations for each: roundtrip, write, send, read.
    private static final String CARD =
            "{\"name\": \"my-client\", \"version\": \"0.1.0\", \"language\": \"java\","
                    + " \"types\": {\"TurnDetection\": [\"write\"], \"SessionUpdateEvent\": [\"roundtrip\", \"send\"],"
                    + " \"SessionCreatedEvent\": [\"read\"]},"
                    // The events of a server that the client hands to its user.
                    + " \"hears\": [\"session.created\", \"error\", \"response.done\"]}";
    private static final String NO_CLIENT = text("unsupported", "the driver has no client yet");

    private Driver() {}

    // In each method: where the client rejects the input, return text("rejected", its own message); where it has no
    // word for a member, text("unsupported", the member).

    /** Builds the object with the client's own builders, member by member, and writes it. */
    private static String write(String type, String wire) {
        switch (type) {
            case "TurnDetection":
                // return text("wire", json(TurnDetection.builder().type(...).threshold(...).build()));
                return NO_CLIENT;
            default:
                return text("unsupported", "no type " + type);
        }
    }

    /** Parses wire into the client's own type and writes it back, with the calls that its users make. */
    private static String roundtrip(String type, String wire) {
        switch (type) {
            case "SessionUpdateEvent":
                // return text("wire", json(parse(wire, SessionUpdateEvent.class)));
                return NO_CLIENT;
            default:
                return text("unsupported", "no type " + type);
        }
    }

    /** Lets the client parse what a server sent. A member wire may show what its users then see. */
    private static String read(String type, String wire) {
        switch (type) {
            case "SessionCreatedEvent":
                // parse(wire, ServerEvent.class); return "\"read\": true";
                return NO_CLIENT;
            default:
                return text("unsupported", "no type " + type);
        }
    }

    /** Lets the client send it to the server at baseUrl. Answer when its call has returned. */
    private static String send(String type, String wire, String baseUrl, String apiKey) {
        switch (type) {
            case "SessionUpdateEvent":
                // Keep the connection for the next payload, and read what the server answers in another thread.
                // connection(baseUrl, apiKey).send(...); return "\"sent\": true";
                return NO_CLIENT;
            default:
                return text("unsupported", "no type " + type);
        }
    }

    /**
     * Connects, plays nothing, and collects what the client hands to its user, until the event until (if it is empty,
     * until the server closes), or for timeout seconds; base_url, api_key and model say where.
     */
    private static String listen(Map<String, String> request) {
        switch (request.get("kind")) {
            case "conversation":
                // Each event as JSON text in a string, or only its type if the client has something else for it:
                // return "\"heard\": [" + ... + "]"; with text("failed", its own message) after it, if the client
                // ended with an error of its own.
                return NO_CLIENT;
            default: // transcription, translation, beta
                return text("unsupported", "no connection for " + request.get("kind"));
        }
    }

    /** Answers one request: a member of the answer, without its id. */
    private static String answer(Map<String, String> request) {
        String command = request.getOrDefault("cmd", "");
        switch (command) {
            case "hello":
                return "\"card\": " + CARD;
            case "write":
                return write(request.get("type"), request.get("wire"));
            case "roundtrip":
                return roundtrip(request.get("type"), request.get("wire"));
            case "read":
                return read(request.get("type"), request.get("wire"));
            case "send":
                return send(
                        request.get("type"), request.get("wire"), request.get("base_url"), request.get("api_key"));
            case "listen":
                return listen(request);
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
