package driver;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a program gets from the typed accessors of a model that was read: the members whose JsonField is known, nulls, and
 * those without an accessor. The accessor of a member that does not fit throws; only its JsonField still has the JSON.
 */
final class Exposed {
    private Exposed() {}

    static JsonNode of(Object value) {
        if (value instanceof List<?> items) {
            ArrayNode list = jsonMapper().createArrayNode();
            items.forEach(item -> list.add(of(item)));
            return list;
        }
        Method[] methods = value.getClass().getMethods();
        Optional<Method> additional = named(methods, "_additionalProperties");
        if (additional.isPresent()) {
            return model(value, methods, (Map<?, ?>) Builders.call(additional.get(), value));
        }
        if (named(methods, "_json").isPresent()) {
            return union(value, methods);
        }
        return jsonMapper().valueToTree(value);
    }

    private static JsonNode model(Object value, Method[] methods, Map<?, ?> additional) {
        ObjectNode members = jsonMapper().createObjectNode();
        for (Method method : methods) {
            JsonProperty member = method.getAnnotation(JsonProperty.class);
            if (member == null || !JsonField.class.isAssignableFrom(method.getReturnType())) {
                continue;
            }
            JsonField<?> field = (JsonField<?>) Builders.call(method, value);
            if (field.isNull()) {
                members.putNull(member.value());
            } else if (method.getReturnType() == JsonValue.class && !field.isMissing()) {
                members.set(member.value(), jsonMapper().valueToTree(field));
            } else {
                field.asKnown().ifPresent(known -> members.set(member.value(), of(known)));
            }
        }
        additional.forEach((name, free) -> members.set((String) name, jsonMapper().valueToTree(free)));
        return members;
    }

    /** The variant that is there, or else the JSON of which there is none. */
    private static JsonNode union(Object value, Method[] methods) {
        return Stream.of(methods)
                .filter(method -> method.getReturnType() == Optional.class && method.getParameterCount() == 0)
                .filter(method -> !method.getName().startsWith("_"))
                .map(method -> (Optional<?>) Builders.call(method, value))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Exposed::of)
                .orElseGet(() -> jsonMapper().valueToTree(value));
    }

    private static Optional<Method> named(Method[] methods, String name) {
        return Stream.of(methods)
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
                .findFirst();
    }
}
