package driver;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Builds the client's objects as a program does: with builder(), the typed setter of each member, and the factories
 * ofX() of unions and of() of enums. Jackson's own mapper reads the payload; the client parses nothing.
 */
final class Builders {
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private Builders() {}

    /** The builders have no word for something. */
    static final class Unsupported extends RuntimeException {
        Unsupported(String message) {
            super(message);
        }
    }

    static <T> T build(Class<T> type, String wire) {
        JsonNode given;
        try {
            given = PLAIN.readTree(wire);
        } catch (JsonProcessingException error) {
            throw new Unsupported("no object can be built of this text: " + error.getMessage());
        }
        return type.cast(build((Type) type, given));
    }

    private static Object build(Type type, JsonNode given) {
        Class<?> raw = raw(type);
        if (given.isNull()) {
            throw new Unsupported(raw.getName() + " has no null");
        }
        if (raw == JsonValue.class) {
            return JsonValue.from(PLAIN.convertValue(given, Object.class));
        }
        if (raw == List.class && given.isArray()) {
            List<Object> items = new ArrayList<>();
            given.forEach(item -> items.add(build(argument(type), item)));
            return items;
        }
        if (raw == String.class && given.isTextual()) {
            return given.textValue();
        }
        if ((raw == Boolean.class || raw == boolean.class) && given.isBoolean()) {
            return given.booleanValue();
        }
        if ((raw == Double.class || raw == double.class) && given.isNumber()) {
            return given.doubleValue();
        }
        if ((raw == Long.class || raw == long.class) && isLong(given)) {
            return given.longValue();
        }
        for (Class<?> scalar : List.of(String.class, long.class, double.class)) {
            Optional<Method> listed = factory(raw, "of", scalar); // an enum's; it takes what it does not list, too
            if (listed.isPresent()) {
                return call(listed.get(), null, build(scalar, given));
            }
        }
        Optional<Method> builder = factory(raw, "builder");
        if (builder.isPresent() && given.isObject()) {
            return object(call(builder.get(), null), given);
        }
        List<Method> variants = variants(raw);
        if (!variants.isEmpty()) {
            return union(raw, variants, given);
        }
        throw new Unsupported(raw.getName() + " can't be " + given);
    }

    /** 24000.0 is the number 24000. */
    private static boolean isLong(JsonNode given) {
        return given.isIntegralNumber() ? given.canConvertToLong()
                : given.isNumber() && given.doubleValue() == given.longValue();
    }

    private static Object object(Object builder, JsonNode given) {
        List<Method> setters = Stream.of(builder.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 1 && !method.isBridge())
                .toList();
        boolean isMap = setters.stream().noneMatch(method -> method.getParameterTypes()[0] == JsonField.class);
        for (Iterator<Map.Entry<String, JsonNode>> all = given.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> member = all.next();
            String name = member.getKey();
            try {
                if (!set(builder, setters, name, member.getValue())) {
                    if (!isMap) {
                        throw new Unsupported(builder.getClass().getName() + " has no member named " + quoted(name));
                    }
                    put(builder, name, member.getValue());
                }
            } catch (Unsupported unsupported) {
                throw new Unsupported("member named " + quoted(name) + ": " + unsupported.getMessage());
            }
        }
        return call(method(builder, "build"), builder);
    }

    /** Calls the setter whose argument is the member's type, which the setter that takes a JsonField tells. */
    private static boolean set(Object builder, List<Method> all, String name, JsonNode value) {
        String camel = camel(name);
        // object_ is the setter of object.
        List<Method> setters = all.stream()
                .filter(method -> method.getName().equals(camel) || method.getName().equals(camel + "_"))
                .toList();
        if (setters.isEmpty() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (value.isNull()) {
            Method nullable = setters.stream()
                    .filter(method -> method.getParameterTypes()[0] == Optional.class)
                    .findFirst()
                    .orElseThrow(() -> new Unsupported(builder.getClass().getName() + " has no null"));
            call(nullable, builder, Optional.empty());
            return true;
        }
        Type type = setters.stream()
                .filter(method -> method.getParameterTypes()[0] == JsonField.class)
                .map(method -> argument(method.getGenericParameterTypes()[0]))
                .findFirst()
                .orElse(JsonValue.class);
        Method setter = setters.stream()
                .filter(method -> boxed(method.getParameterTypes()[0]) == boxed(raw(type)))
                .findFirst()
                .orElseThrow(() -> new Unsupported("no setter takes " + raw(type).getName()));
        call(setter, builder, build(type, value));
        return true;
    }

    /** For maps, such as the variables of a prompt, whose members have no names of their own. */
    private static void put(Object builder, String name, JsonNode value) {
        Object free = JsonValue.from(PLAIN.convertValue(value, Object.class));
        try {
            call(builder.getClass().getMethod("putAdditionalProperty", String.class, JsonValue.class), builder, name, free);
        } catch (NoSuchMethodException missing) {
            throw new Unsupported(builder.getClass().getName() + " has no member named " + quoted(name));
        }
    }

    /** The variant that is named for the payload's role and type, or for a payload without, the first that can hold it. */
    private static Object union(Class<?> raw, List<Method> variants, JsonNode given) {
        String word = plain(given.path("role").asText() + given.path("type").asText());
        if (!word.isEmpty()) {
            Method variant = named(variants, word)
                    .orElseThrow(() -> new Unsupported(raw.getName() + " has no variant for " + quoted(word)));
            return call(variant, null, build(variant.getGenericParameterTypes()[0], given));
        }
        List<String> reasons = new ArrayList<>();
        for (Method variant : variants) {
            try {
                if (variant.getParameterCount() == 1) {
                    return call(variant, null, build(variant.getGenericParameterTypes()[0], given));
                }
                Object constant = call(variant, null);
                if (jsonMapper().valueToTree(constant).equals(given)) {
                    return constant;
                }
            } catch (Unsupported unsupported) {
                reasons.add(unsupported.getMessage());
            }
        }
        throw new Unsupported("no variant of " + raw.getName() + ": " + reasons);
    }

    /** ofMcpCall is for mcp_call, ofToolChoiceMcp for mcp, and ofProtocol for protocol_error. */
    private static Optional<Method> named(List<Method> variants, String word) {
        List<Predicate<String>> rules = List.of(
                word::equals, name -> name.endsWith(word), name -> name.contains(word), word::startsWith);
        return rules.stream()
                .flatMap(isNamed -> variants.stream()
                        .filter(variant -> variant.getParameterCount() == 1)
                        .filter(variant -> isNamed.test(plain(variant.getName().substring("of".length())))))
                .findFirst();
    }

    private static List<Method> variants(Class<?> raw) {
        return Stream.of(raw.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == raw)
                .filter(method -> method.getName().matches("of[A-Z].*") && method.getParameterCount() <= 1)
                .sorted(Comparator.comparing((Method method) -> !method.getName().equals("ofString"))
                        .thenComparing(Method::getName))
                .toList();
    }

    private static Optional<Method> factory(Class<?> raw, String name, Class<?>... parameters) {
        try {
            Method method = raw.getMethod(name, parameters);
            return Optional.of(method).filter(found -> Modifier.isStatic(found.getModifiers()));
        } catch (NoSuchMethodException missing) {
            return Optional.empty();
        }
    }

    private static Method method(Object object, String name) {
        try {
            return object.getClass().getMethod(name);
        } catch (NoSuchMethodException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException refused) {
                throw refused; // the client's own
            }
            throw new IllegalStateException(thrown);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static Class<?> raw(Type type) {
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Type argument(Type type) {
        Type argument = ((ParameterizedType) type).getActualTypeArguments()[0];
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    private static Class<?> boxed(Class<?> type) {
        return type == long.class ? Long.class
                : type == double.class ? Double.class
                : type == boolean.class ? Boolean.class
                : type;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(camel.length() == 0 || word.isEmpty() ? word
                    : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static String quoted(String name) {
        return PLAIN.valueToTree(name).toString();
    }
}
