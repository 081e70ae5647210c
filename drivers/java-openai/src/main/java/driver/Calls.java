package driver;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.calls.CallCreateParams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How a call is created: the form that the service sends, taken from below its HTTP client. */
final class Calls {
    private static final Network NETWORK = new Network();
    private static final OpenAIClient CLIENT = new OpenAIClientImpl(ClientOptions.builder()
            .httpClient(NETWORK)
            .baseUrl("http://nowhere.invalid")
            .apiKey("not-a-key")
            .maxRetries(0)
            .build());

    /** A session is parsed or built. */
    interface SessionMaker {
        RealtimeSessionCreateRequest of(String wire) throws JsonProcessingException;
    }

    private Calls() {}

    /** Hands the fields of the form to the service; gives its parts, as they went out, as members of one text. */
    static String create(String wire, SessionMaker make) throws JsonProcessingException {
        CallCreateParams.Builder params = CallCreateParams.builder();
        JsonNode fields = jsonMapper().readTree(wire);
        if (!fields.isObject()) {
            throw new IllegalArgumentException("a form has fields, and this is none: " + fields.getNodeType());
        }
        for (Iterator<Map.Entry<String, JsonNode>> all = fields.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> field = all.next();
            set(params, field.getKey(), field.getValue(), make);
        }
        CLIENT.realtime().calls().create(params.build()).close();
        return Form.members(NETWORK.contentType, NETWORK.body);
    }

    private static void set(
            CallCreateParams.Builder params, String name, JsonNode value, SessionMaker make)
            throws JsonProcessingException {
        switch (name) {
            case "sdp" -> {
                if (!value.isTextual()) {
                    throw new IllegalArgumentException("sdp(String) takes no " + value.getNodeType());
                }
                params.sdp(value.textValue());
            }
            case "session" -> params.session(make.of(value.toString()));
            default -> params.putAdditionalBodyProperty(name, JsonValue.fromJsonNode(value));
        }
    }

    /** A network that keeps the last request and answers that the call was created. */
    private static final class Network implements HttpClient {
        private String contentType;
        private String body;

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            request.body().writeTo(bytes);
            contentType = request.body().contentType();
            body = bytes.toString(StandardCharsets.UTF_8);
            return new Created();
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            return CompletableFuture.completedFuture(execute(request, options));
        }

        @Override
        public void close() {}
    }

    private static final class Created implements HttpResponse {
        @Override
        public int statusCode() {
            return 201;
        }

        @Override
        public Headers headers() {
            return Headers.builder().build();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream("v=0".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
