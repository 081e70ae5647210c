"""The local Realtime server: records what live clients send, and answers them as the API would."""
