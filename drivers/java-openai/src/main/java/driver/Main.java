package driver;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The driver java-openai: answers the questions of pytest-realtime with com.openai:openai-java.
 *
 * <p>One JSON object a line on stdin, one answer a line on stdout; see README.md.
 */
public final class Main {
    private static final int PROTOCOL = 1;

    /** For the lines of the protocol, where payloads are strings; ASCII, so that lone surrogates arrive, too. */
    private static final ObjectMapper LINES =
            new ObjectMapper().configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true);

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        OutputStream out = System.out;
        System.setOut(System.err); // stdout is for protocol lines only
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode asked;
            try {
                asked = LINES.readTree(line);
            } catch (JsonProcessingException error) {
                System.err.println("java-openai: a line that is no request: " + error.getMessage());
                continue; // without an id there is nothing to answer
            }
            ObjectNode answer = answered(asked);
            answer.set("id", asked.get("id"));
            out.write((LINES.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (answer.has("bye")) {
                break;
            }
        }
        System.exit(0);
    }

    private static ObjectNode answered(JsonNode asked) throws IOException {
        return switch (asked.path("cmd").asText()) {
            case "hello" -> hello(asked.path("protocol").asInt());
            case "roundtrip" -> through(asked, "roundtrip");
            case "write" -> through(asked, "write");
            case "read" -> through(asked, "read");
            case "listen" -> heard(asked);
            case "bye" -> LINES.createObjectNode().put("bye", true);
            default -> told("unsupported", "this driver has no command " + asked.path("cmd"));
        };
    }

    private static ObjectNode through(JsonNode asked, String ability) {
        String type = asked.path("type").asText();
        Types.Call call = Types.ALL.getOrDefault(type, Map.of()).get(ability);
        if (call == null) {
            return told("unsupported", "openai-java has no type of its own for the " + ability + " of " + type);
        }
        String wire;
        try {
            wire = call.of(asked.path("wire").asText());
        } catch (Builders.Unsupported unsupported) {
            return told("unsupported", unsupported.getMessage());
        } catch (Exception | StackOverflowError refused) {
            // Nothing but the client runs in there. It refuses with exceptions of Jackson's and of its own, and
            // with a NullPointerException where a payload has null instead of an item.
            return told("rejected", refused.toString());
        }
        ObjectNode answer = told("wire", wire);
        return ability.equals("read") ? answer.put("read", true) : answer;
    }

    private static ObjectNode heard(JsonNode asked) {
        Listening.Heard heard;
        try {
            heard = Listening.listen(asked);
        } catch (Builders.Unsupported unsupported) {
            return told("unsupported", unsupported.getMessage());
        } catch (Exception failed) {
            heard = new Listening.Heard(List.of(), false, failed.toString());
        }
        ObjectNode answer = LINES.createObjectNode();
        heard.texts().forEach(answer.putArray("heard")::add);
        answer.put("closed", heard.isClosed());
        if (heard.failure() != null) {
            answer.put("failed", heard.failure());
        }
        return answer;
    }

    private static ObjectNode hello(int protocol) throws IOException {
        if (protocol != PROTOCOL) {
            return told("error", "protocol " + protocol + " is not supported, only " + PROTOCOL);
        }
        ObjectNode card = LINES.createObjectNode();
        card.put("name", "openai-java");
        card.put("version", clientVersion());
        card.put("language", "java");
        card.put("homepage", "https://github.com/openai/openai-java");
        card.put("dialect", "ga");
        ObjectNode types = card.putObject("types");
        Types.ALL.forEach((name, calls) -> {
            ArrayNode abilities = types.putArray(name);
            calls.keySet().forEach(abilities::add);
        });
        ObjectNode defaults = card.putObject("defaults");
        Types.DEFAULTS.forEach((name, members) -> members.forEach(defaults.putObject(name)::put));
        Listening.HEARS.forEach(card.putArray("hears")::add);
        ObjectNode answer = LINES.createObjectNode();
        answer.set("card", card);
        return answer;
    }

    /** The version that the build file pins. */
    private static String clientVersion() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("/version.properties")) {
            versions.load(in);
        }
        return versions.getProperty("client");
    }

    private static ObjectNode told(String member, String text) {
        return LINES.createObjectNode().put(member, text);
    }
}
