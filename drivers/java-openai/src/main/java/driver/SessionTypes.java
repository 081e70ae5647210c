package driver;

import static com.openai.core.ObjectMappers.jsonMapper;
import static driver.Types.add;
import static driver.Types.both;
import static driver.Types.read;
import static driver.Types.write;

import com.openai.models.realtime.*;
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

/** Sessions, their parts, and the requests that carry them. */
final class SessionTypes {
    private SessionTypes() {}

    static void list() {
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
    }
}
