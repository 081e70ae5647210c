package driver;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Which types of openai-java stand for which wire type, for writing and for reading: the tables are in other files. */
final class Types {
    /** Takes JSON text and returns JSON text, or throws the client's refusal. */
    interface Call {
        String of(String wire) throws JsonProcessingException;
    }

    /** By wire type name, then by ability. */
    static final Map<String, Map<String, Call>> ALL = new LinkedHashMap<>();

    /** What builders set unasked, by wire type name and JSON pointer. */
    static final Map<String, Map<String, String>> DEFAULTS = new LinkedHashMap<>();

    private Types() {}

    static {
        SessionTypes.list();
        ItemTypes.list();
        EventTypes.list();
    }

    static void both(String name, Class<?> type) {
        both(name, type, type);
    }

    static void both(String name, Class<?> written, Class<?> read) {
        write(name, written);
        read(name, read);
    }

    static void write(String name, Class<?> type) {
        write(name, type, value -> value);
    }

    /** {@code handed}: what a user hands to the client, made of the value. */
    static <T> void write(String name, Class<T> type, Function<T, ?> handed) {
        add(name, "roundtrip", wire ->
                jsonMapper().writeValueAsString(handed.apply(jsonMapper().readValue(wire, type))));
        add(name, "write", wire -> jsonMapper().writeValueAsString(handed.apply(Builders.build(type, wire))));
    }

    static void read(String name, Class<?> type) {
        add(name, "read", wire -> Exposed.of(jsonMapper().readValue(wire, type)).toString());
    }

    static void readEvent(String name, Class<?> union) {
        ObjectReader reader = jsonMapper().readerFor(union).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        add(name, "read", wire -> Exposed.of(reader.readValue(wire)).toString());
    }

    static void add(String name, String ability, Call call) {
        ALL.computeIfAbsent(name, missing -> new LinkedHashMap<>()).put(ability, call);
    }
}
