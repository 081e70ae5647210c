package driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.helpers.TranslationConnection;
import com.openai.helpers.TranslationWebSocketOptions;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What receive() of the client's two connections gives a user. */
final class Listening {
    /** The events of a server for which the client's two unions have a variant, and so its users a type. */
    static final List<String> HEARS = Stream.of(
                    Stream.of("error", "rate_limits.updated", "conversation.created"),
                    of("session", "created", "updated", "closed"),
                    of("session", "input_transcript.delta", "output_transcript.delta", "output_audio.delta"),
                    of("conversation.item", "created", "added", "done", "deleted", "retrieved", "truncated"),
                    of("conversation.item.input_audio_transcription", "delta", "completed", "failed", "segment"),
                    of("input_audio_buffer", "cleared", "committed", "speech_started", "speech_stopped"),
                    of("input_audio_buffer", "timeout_triggered", "dtmf_event_received"),
                    of("output_audio_buffer", "started", "stopped", "cleared"),
                    of("response", "created", "done"),
                    of("response.output_item", "added", "done"),
                    of("response.content_part", "added", "done"),
                    of("response.output_text", "delta", "done"),
                    of("response.output_audio", "delta", "done"),
                    of("response.output_audio_transcript", "delta", "done"),
                    of("response.function_call_arguments", "delta", "done"),
                    of("response.mcp_call_arguments", "delta", "done"),
                    of("response.mcp_call", "in_progress", "completed", "failed"),
                    of("mcp_list_tools", "in_progress", "completed", "failed"))
            .flatMap(names -> names)
            .toList();

    private Listening() {}

    /** What was heard, as JSON texts, and how it ended. */
    record Heard(List<String> texts, boolean isClosed, String failure) {}

    static Heard listen(JsonNode asked) throws Exception {
        ClientOptions client = ClientOptions.builder()
                .httpClient(OkHttpClient.builder().build())
                .baseUrl(asked.path("base_url").asText())
                .apiKey(asked.path("api_key").asText())
                .maxRetries(0)
                .build();
        String model = asked.path("model").asText();
        String kind = asked.path("kind").asText();
        try {
            switch (kind) {
                case "conversation", "transcription" -> {
                    RealtimeWebSocketOptions.Builder options = RealtimeWebSocketOptions.builder();
                    options = kind.equals("transcription") ? options.transcription() : options.model(model);
                    try (RealtimeConnection opened = RealtimeConnection.connect(client, options.build())) {
                        return collected(asked, opened::receiveAsync);
                    }
                }
                case "translation" -> {
                    TranslationWebSocketOptions options = TranslationWebSocketOptions.builder().model(model).build();
                    try (TranslationConnection opened = TranslationConnection.connect(client, options)) {
                        return collected(asked, opened::receiveAsync);
                    }
                }
                default -> throw new Builders.Unsupported("openai-java opens no connection for " + kind);
            }
        } finally {
            client.close();
        }
    }

    private static Heard collected(JsonNode asked, Supplier<CompletableFuture<?>> receive) throws Exception {
        long end = System.nanoTime() + (long) (asked.path("timeout").asDouble() * 1e9);
        String until = asked.path("until").asText();
        List<String> texts = new ArrayList<>();
        while (true) {
            JsonNode event;
            try {
                event = Exposed.of(receive.get().get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException late) {
                return new Heard(texts, false, null);
            } catch (ExecutionException ended) {
                Throwable cause = ended.getCause();
                return isClose(cause) ? new Heard(texts, true, null) : new Heard(texts, false, cause.toString());
            }
            texts.add(event.toString());
            if (event.path("type").asText().equals(until)) {
                return new Heard(texts, false, null);
            }
        }
    }

    /** The client has no type of its own for a connection that the server closed. */
    private static boolean isClose(Throwable cause) {
        return cause instanceof EOFException || String.valueOf(cause.getMessage()).contains("WebSocket closed (code");
    }

    private static Stream<String> of(String prefix, String... words) {
        return Stream.of(words).map(word -> prefix + "." + word);
    }
}
