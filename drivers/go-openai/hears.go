package main

// hears: the events of a server for which the client's two unions have a variant, and so its users a type.
func hears() []string {
	names := []string{"error", "rate_limits.updated", "conversation.created", "response.created", "response.done"}
	for prefix, words := range map[string][]string{
		"session":           {"created", "updated", "closed", "input_transcript.delta", "output_transcript.delta", "output_audio.delta"},
		"conversation.item": {"created", "added", "done", "deleted", "retrieved", "truncated"},
		"conversation.item.input_audio_transcription": {"delta", "completed", "failed", "segment"},
		"input_audio_buffer": {
			"cleared", "committed", "speech_started", "speech_stopped", "timeout_triggered", "dtmf_event_received",
		},
		"output_audio_buffer":              {"started", "stopped", "cleared"},
		"response.output_item":             {"added", "done"},
		"response.content_part":            {"added", "done"},
		"response.output_text":             {"delta", "done"},
		"response.output_audio":            {"delta", "done"},
		"response.output_audio_transcript": {"delta", "done"},
		"response.function_call_arguments": {"delta", "done"},
		"response.mcp_call_arguments":      {"delta", "done"},
		"response.mcp_call":                {"in_progress", "completed", "failed"},
		"mcp_list_tools":                   {"in_progress", "completed", "failed"},
	} {
		for _, word := range words {
			names = append(names, prefix+"."+word)
		}
	}
	return names
}
