package driver;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.openai.models.realtime.AudioTranscription;
import com.openai.models.realtime.NoiseReductionType;
import com.openai.models.realtime.RealtimeAudioConfig;
import com.openai.models.realtime.RealtimeAudioConfigInput;
import com.openai.models.realtime.RealtimeAudioConfigOutput;
import com.openai.models.realtime.RealtimeAudioFormats;
import com.openai.models.realtime.RealtimeAudioInputTurnDetection;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeFunctionTool;
import com.openai.models.realtime.RealtimeReasoning;
import com.openai.models.realtime.RealtimeReasoningEffort;
import com.openai.models.realtime.RealtimeServerEvent;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.RealtimeToolChoiceConfig;
import com.openai.models.realtime.RealtimeToolsConfigUnion;
import com.openai.models.realtime.RealtimeTracingConfig;
import com.openai.models.realtime.RealtimeTranscriptionSessionAudio;
import com.openai.models.realtime.RealtimeTranscriptionSessionAudioInput;
import com.openai.models.realtime.RealtimeTranscriptionSessionCreateRequest;
import com.openai.models.realtime.RealtimeTranslationClientEvent;
import com.openai.models.realtime.RealtimeTranslationClientSecretCreateRequest;
import com.openai.models.realtime.RealtimeTranslationClientSecretCreateResponse;
import com.openai.models.realtime.RealtimeTranslationServerEvent;
import com.openai.models.realtime.RealtimeTranslationSession;
import com.openai.models.realtime.RealtimeTranslationSessionCloseEvent;
import com.openai.models.realtime.RealtimeTranslationSessionCreateRequest;
import com.openai.models.realtime.RealtimeTranslationSessionUpdateEvent;
import com.openai.models.realtime.RealtimeTranslationSessionUpdateRequest;
import com.openai.models.realtime.RealtimeTruncation;
import com.openai.models.realtime.RealtimeTruncationRetentionRatio;
import com.openai.models.realtime.SessionUpdateEvent;
import com.openai.models.realtime.calls.CallReferParams;
import com.openai.models.realtime.calls.CallRejectParams;
import com.openai.models.realtime.clientsecrets.ClientSecretCreateParams;
import com.openai.models.realtime.clientsecrets.ClientSecretCreateResponse;
import com.openai.models.realtime.clientsecrets.RealtimeSessionCreateResponse;
import com.openai.models.realtime.clientsecrets.RealtimeTranscriptionSessionCreateResponse;
import com.openai.models.realtime.clientsecrets.RealtimeTranscriptionSessionTurnDetection;
import com.openai.models.responses.ResponsePrompt;
import com.openai.models.responses.ToolChoiceFunction;
import com.openai.models.responses.ToolChoiceMcp;
import com.openai.models.responses.ToolChoiceOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Which types of openai-java stand for which wire type, for writing and for reading. */
final class Types {
    /** Takes JSON text and returns JSON text, or throws the client's refusal. */
    interface Call {
        String of(String wire) throws JsonProcessingException;
    }

    /** By wire type name, then by ability. */
    static final Map<String, Map<String, Call>> ALL = new LinkedHashMap<>();

    private Types() {}

    static {
        // audio
        write("AudioTranscription", AudioTranscription.class);
        read("AudioTranscriptionResponse", AudioTranscription.class);
        write("AudioTranscriptionDelay", AudioTranscription.Delay.class);
        both("TranscriptionModel", AudioTranscription.Model.class);
        both("NoiseReductionType", NoiseReductionType.class);
        both("NoiseReduction", RealtimeAudioConfigInput.NoiseReduction.class,
                RealtimeSessionCreateResponse.Audio.Input.NoiseReduction.class);
        both("RealtimeAudioFormats", RealtimeAudioFormats.class);
        both("AudioPcm", RealtimeAudioFormats.AudioPcm.class);
        both("AudioPcmu", RealtimeAudioFormats.AudioPcmu.class);
        both("AudioPcma", RealtimeAudioFormats.AudioPcma.class);
        both("TurnDetection", RealtimeAudioInputTurnDetection.class,
                RealtimeSessionCreateResponse.Audio.Input.TurnDetection.class);
        both("ServerVad", RealtimeAudioInputTurnDetection.ServerVad.class,
                RealtimeSessionCreateResponse.Audio.Input.TurnDetection.ServerVad.class);
        both("SemanticVad", RealtimeAudioInputTurnDetection.SemanticVad.class,
                RealtimeSessionCreateResponse.Audio.Input.TurnDetection.SemanticVad.class);
        both("SemanticVadEagerness", RealtimeAudioInputTurnDetection.SemanticVad.Eagerness.class,
                RealtimeSessionCreateResponse.Audio.Input.TurnDetection.SemanticVad.Eagerness.class);
        both("Voice", RealtimeAudioConfigOutput.Voice.class);
        both("VoiceId", RealtimeAudioConfigOutput.Voice.Id.class);
        both("VoiceIdsShared", RealtimeAudioConfigOutput.Voice.UnionMember1.class,
                RealtimeSessionCreateResponse.Audio.Output.Voice.class);
        write("RealtimeAudioConfig", RealtimeAudioConfig.class);
        write("RealtimeAudioConfigInput", RealtimeAudioConfigInput.class);
        write("RealtimeAudioConfigOutput", RealtimeAudioConfigOutput.class);
        read("RealtimeSessionResponseAudio", RealtimeSessionCreateResponse.Audio.class);
        read("RealtimeSessionResponseAudioInput", RealtimeSessionCreateResponse.Audio.Input.class);
        read("RealtimeSessionResponseAudioOutput", RealtimeSessionCreateResponse.Audio.Output.class);

        // tools; RealtimeToolsConfig is one tool here, and their list in the client
        both("RealtimeToolsConfig", RealtimeToolsConfigUnion.class, RealtimeSessionCreateResponse.Tool.class);
        both("RealtimeFunctionTool", RealtimeFunctionTool.class);
        both("McpTool", RealtimeToolsConfigUnion.Mcp.class, RealtimeSessionCreateResponse.Tool.McpTool.class);
        both("CallableToolAllowedCaller", RealtimeToolsConfigUnion.Mcp.AllowedCaller.class,
                RealtimeSessionCreateResponse.Tool.McpTool.AllowedCaller.class);
        both("ConnectorId", RealtimeToolsConfigUnion.Mcp.ConnectorId.class,
                RealtimeSessionCreateResponse.Tool.McpTool.ConnectorId.class);
        both("McpAllowedTools", RealtimeToolsConfigUnion.Mcp.AllowedTools.class,
                RealtimeSessionCreateResponse.Tool.McpTool.AllowedTools.class);
        both("McpToolFilter", RealtimeToolsConfigUnion.Mcp.AllowedTools.McpToolFilter.class,
                RealtimeSessionCreateResponse.Tool.McpTool.AllowedTools.McpToolFilter.class);
        both("McpToolApproval", RealtimeToolsConfigUnion.Mcp.RequireApproval.class,
                RealtimeSessionCreateResponse.Tool.McpTool.RequireApproval.class);
        both("McpToolApprovalFilter", RealtimeToolsConfigUnion.Mcp.RequireApproval.McpToolApprovalFilter.class,
                RealtimeSessionCreateResponse.Tool.McpTool.RequireApproval.McpToolApprovalFilter.class);
        both("McpToolApprovalSetting", RealtimeToolsConfigUnion.Mcp.RequireApproval.McpToolApprovalSetting.class,
                RealtimeSessionCreateResponse.Tool.McpTool.RequireApproval.McpToolApprovalSetting.class);
        both("RealtimeToolChoiceConfig", RealtimeToolChoiceConfig.class,
                RealtimeSessionCreateResponse.ToolChoice.class);
        both("ToolChoiceOptions", ToolChoiceOptions.class);
        both("ToolChoiceFunction", ToolChoiceFunction.class);
        both("ToolChoiceMcp", ToolChoiceMcp.class);

        // the other parts of a session
        both("ResponsePrompt", ResponsePrompt.class);
        both("ResponsePromptVariables", ResponsePrompt.Variables.class);
        both("RealtimeReasoning", RealtimeReasoning.class);
        both("RealtimeReasoningEffort", RealtimeReasoningEffort.class);
        both("RealtimeModel", RealtimeSessionCreateRequest.Model.class, RealtimeSessionCreateResponse.Model.class);
        both("OutputModality", RealtimeSessionCreateRequest.OutputModality.class,
                RealtimeSessionCreateResponse.OutputModality.class);
        both("RealtimeIncludeOption", RealtimeSessionCreateRequest.Include.class,
                RealtimeSessionCreateResponse.Include.class);
        both("MaxOutputTokens", RealtimeSessionCreateRequest.MaxOutputTokens.class,
                RealtimeSessionCreateResponse.MaxOutputTokens.class);
        both("RealtimeTracingConfig", RealtimeTracingConfig.class, RealtimeSessionCreateResponse.Tracing.class);
        both("TracingConfig", RealtimeTracingConfig.TracingConfiguration.class,
                RealtimeSessionCreateResponse.Tracing.TracingConfiguration.class);
        both("RealtimeTruncation", RealtimeTruncation.class);
        both("TruncationMode", RealtimeTruncation.RealtimeTruncationStrategy.class);
        both("RetentionRatioTruncation", RealtimeTruncationRetentionRatio.class);
        both("TruncationTokenLimits", RealtimeTruncationRetentionRatio.TokenLimits.class);

        // sessions
        write("RealtimeSessionCreateRequest", RealtimeSessionCreateRequest.class);
        read("RealtimeSessionCreateResponse", RealtimeSessionCreateResponse.class);
        write("SessionConfig", SessionUpdateEvent.Session.class);
        read("SessionObject", ClientSecretCreateResponse.Session.class);

        // transcription
        write("RealtimeTranscriptionSessionCreateRequest", RealtimeTranscriptionSessionCreateRequest.class);
        write("RealtimeTranscriptionSessionAudio", RealtimeTranscriptionSessionAudio.class);
        write("RealtimeTranscriptionSessionAudioInput", RealtimeTranscriptionSessionAudioInput.class);
        read("RealtimeTranscriptionSessionCreateResponse", RealtimeTranscriptionSessionCreateResponse.class);
        read("RealtimeTranscriptionSessionResponseAudio", RealtimeTranscriptionSessionCreateResponse.Audio.class);
        read("RealtimeTranscriptionSessionResponseAudioConfigInput",
                RealtimeTranscriptionSessionCreateResponse.Audio.Input.class);
        read("RealtimeTranscriptionSessionTurnDetection", RealtimeTranscriptionSessionTurnDetection.class);

        // translation
        read("RealtimeTranslationSession", RealtimeTranslationSession.class);
        write("RealtimeTranslationSessionCreateRequest", RealtimeTranslationSessionCreateRequest.class);
        write("RealtimeTranslationSessionUpdateRequest", RealtimeTranslationSessionUpdateRequest.class);
        both("TranslationAudio", RealtimeTranslationSessionUpdateRequest.Audio.class,
                RealtimeTranslationSession.Audio.class);
        both("TranslationAudioInput", RealtimeTranslationSessionUpdateRequest.Audio.Input.class,
                RealtimeTranslationSession.Audio.Input.class);
        both("TranslationAudioOutput", RealtimeTranslationSessionUpdateRequest.Audio.Output.class,
                RealtimeTranslationSession.Audio.Output.class);
        both("TranslationNoiseReduction", RealtimeTranslationSessionUpdateRequest.Audio.Input.NoiseReduction.class,
                RealtimeTranslationSession.Audio.Input.NoiseReduction.class);
        both("TranslationTranscription", RealtimeTranslationSessionUpdateRequest.Audio.Input.Transcription.class,
                RealtimeTranslationSession.Audio.Input.Transcription.class);

        // bodies and answers of requests: what the services write and read
        write("ClientSecretExpiresAfter", ClientSecretCreateParams.ExpiresAfter.class);
        write("RealtimeClientSecretCreateRequest", ClientSecretCreateParams.Body.class);
        read("RealtimeClientSecretCreateResponse", ClientSecretCreateResponse.class);
        write("RealtimeTranslationClientSecretCreateRequest", RealtimeTranslationClientSecretCreateRequest.class);
        read("RealtimeTranslationClientSecretCreateResponse", RealtimeTranslationClientSecretCreateResponse.class);
        add("RealtimeCallCreateRequest", "roundtrip", wire -> Calls.create(wire, text ->
                jsonMapper().readValue(text, RealtimeSessionCreateRequest.class)));
        add("RealtimeCallCreateRequest", "write", wire -> Calls.create(wire, text ->
                Builders.build(RealtimeSessionCreateRequest.class, text)));
        write("RealtimeCallReferRequest", CallReferParams.Body.class);
        write("RealtimeCallRejectRequest", CallRejectParams.Body.class);

        // client events: as the unions that the connections send
        write("SessionUpdateEvent", SessionUpdateEvent.class, RealtimeClientEvent::ofSessionUpdate);
        write("TranslationSessionUpdateEvent", RealtimeTranslationSessionUpdateEvent.class,
                RealtimeTranslationClientEvent::ofSessionUpdate);
        write("TranslationSessionCloseEvent", RealtimeTranslationSessionCloseEvent.class,
                RealtimeTranslationClientEvent::ofSessionClose);

        // server events: a connection reads each as the union of all, and nothing may follow it
        readEvent("SessionCreatedEvent", RealtimeServerEvent.class);
        readEvent("SessionUpdatedEvent", RealtimeServerEvent.class);
        readEvent("TranslationSessionCreatedEvent", RealtimeTranslationServerEvent.class);
        readEvent("TranslationSessionUpdatedEvent", RealtimeTranslationServerEvent.class);
        readEvent("TranslationSessionClosedEvent", RealtimeTranslationServerEvent.class);
    }

    private static void both(String name, Class<?> type) {
        both(name, type, type);
    }

    private static void both(String name, Class<?> written, Class<?> read) {
        write(name, written);
        read(name, read);
    }

    private static void write(String name, Class<?> type) {
        write(name, type, value -> value);
    }

    /** {@code handed}: what a user hands to the client, made of the value. */
    private static <T> void write(String name, Class<T> type, Function<T, ?> handed) {
        add(name, "roundtrip", wire ->
                jsonMapper().writeValueAsString(handed.apply(jsonMapper().readValue(wire, type))));
        add(name, "write", wire -> jsonMapper().writeValueAsString(handed.apply(Builders.build(type, wire))));
    }

    private static void read(String name, Class<?> type) {
        add(name, "read", wire -> jsonMapper().writeValueAsString(jsonMapper().readValue(wire, type)));
    }

    private static void readEvent(String name, Class<?> union) {
        ObjectReader reader = jsonMapper().readerFor(union).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        add(name, "read", wire -> jsonMapper().writeValueAsString(reader.readValue(wire)));
    }

    private static void add(String name, String ability, Call call) {
        ALL.computeIfAbsent(name, missing -> new LinkedHashMap<>()).put(ability, call);
    }
}
