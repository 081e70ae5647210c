package driver;

import static driver.Types.both;
import static driver.Types.read;
import static driver.Types.write;

import com.openai.models.realtime.*;
import java.util.List;
import java.util.Map;

/** Items, content parts and responses. */
final class ItemTypes {
    private ItemTypes() {}

    static void list() {
        // One class of the client stands for all content parts of a role.
        both("RealtimeConversationItem", ConversationItem.class);
        item("RealtimeConversationItemSystemMessage", RealtimeConversationItemSystemMessage.class);
        item("RealtimeConversationItemUserMessage", RealtimeConversationItemUserMessage.class);
        item("RealtimeConversationItemAssistantMessage", RealtimeConversationItemAssistantMessage.class);
        item("RealtimeConversationItemFunctionCall", RealtimeConversationItemFunctionCall.class);
        item("RealtimeConversationItemFunctionCallOutput", RealtimeConversationItemFunctionCallOutput.class);
        both("RealtimeMcpApprovalRequest", RealtimeMcpApprovalRequest.class);
        both("RealtimeMcpApprovalResponse", RealtimeMcpApprovalResponse.class);
        both("RealtimeMcpListTools", RealtimeMcpListTools.class);
        both("McpListToolEntry", RealtimeMcpListTools.Tool.class);
        both("RealtimeMcpToolCall", RealtimeMcpToolCall.class);
        both("McpCallError", RealtimeMcpToolCall.Error.class);
        both("RealtimeMcpProtocolError", RealtimeMcpProtocolError.class);
        both("RealtimeMcpToolExecutionError", RealtimeMcpToolExecutionError.class);
        both("RealtimeMcphttpError", RealtimeMcphttpError.class);
        for (String part : List.of("UserContentPart", "InputTextPart", "InputAudioPart", "InputImagePart")) {
            both(part, RealtimeConversationItemUserMessage.Content.class);
        }
        for (String part : List.of("AssistantContentPart", "OutputTextPart", "OutputAudioPart")) {
            both(part, RealtimeConversationItemAssistantMessage.Content.class);
        }
        both("ImageDetail", RealtimeConversationItemUserMessage.Content.Detail.class);
        both("ConversationItemObject", RealtimeConversationItemUserMessage.Object.class);
        both("ConversationItemStatus", RealtimeConversationItemUserMessage.Status.class);

        // response.create; its input has no class for references
        write("RealtimeResponseCreateParams", RealtimeResponseCreateParams.class);
        write("RealtimeResponseCreateAudioOutput", RealtimeResponseCreateAudioOutput.class);
        write("ResponseAudioOutputConfig", RealtimeResponseCreateAudioOutput.Output.class);
        write("ResponseConversation", RealtimeResponseCreateParams.Conversation.class);
        write("RealtimeResponseInputItem", ConversationItem.class);
        both("Metadata", RealtimeResponseCreateParams.Metadata.class, RealtimeResponse.Metadata.class);

        // the response
        read("RealtimeResponse", RealtimeResponse.class);
        read("RealtimeResponseAudio", RealtimeResponse.Audio.class);
        read("RealtimeResponseAudioOutput", RealtimeResponse.Audio.Output.class);
        read("RealtimeResponseObject", RealtimeResponse.Object.class);
        read("ResponseStatus", RealtimeResponse.Status.class);
        read("RealtimeResponseStatus", RealtimeResponseStatus.class);
        read("ResponseStatusError", RealtimeResponseStatus.Error.class);
        read("StatusDetailsReason", RealtimeResponseStatus.Reason.class);
        read("StatusDetailsType", RealtimeResponseStatus.Type.class);
        read("RealtimeResponseUsage", RealtimeResponseUsage.class);
        read("RealtimeResponseUsageInputTokenDetails", RealtimeResponseUsageInputTokenDetails.class);
        read("CachedTokensDetails", RealtimeResponseUsageInputTokenDetails.CachedTokensDetails.class);
        read("RealtimeResponseUsageOutputTokenDetails", RealtimeResponseUsageOutputTokenDetails.class);
    }

    /** The constructors of the builders set object. */
    private static void item(String name, Class<?> type) {
        both(name, type);
        Types.DEFAULTS.put(name, Map.of("/object", "realtime.item"));
    }
}
