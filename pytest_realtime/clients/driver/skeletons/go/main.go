// A driver of pytest-realtime: wraps one client library, so that the contract suite can test it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

type request struct {
	ID   int64  `json:"id"`
	Cmd  string `json:"cmd"`
	Type string `json:"type"`
	Wire string `json:"wire"`

	BaseURL string `json:"base_url"`
	APIKey  string `json:"api_key"`

	Model   string  `json:"model"`
	Kind    string  `json:"kind"`
	Until   string  `json:"until"`
	Timeout float64 `json:"timeout"`
}

type members map[string]any

var card = members{
	"name":     "my-client",
	"version":  "0.1.0",
	"language": "go",
	// The client's wire types, by name, and the operations for each: roundtrip, write, send, read.
	"types": map[string][]string{
		"TurnDetection":       {"write"},
		"SessionUpdateEvent":  {"roundtrip", "send"},
		"SessionCreatedEvent": {"read"},
	},
	// The events of a server that the client hands to its user.
	"hears": []string{"session.created", "error", "response.done"},
}

// noClient is the answer until the client is called. In each function below: where the client rejects the input,
// return members{"rejected": its own message}; where it has no word for a member, members{"unsupported": the member}.
func noClient() members { return members{"unsupported": "the driver has no client yet"} }

// write builds the object with the client's own types, member by member, and writes it.
func write(wireType, wire string) members {
	switch wireType {
	case "TurnDetection":
		// Decode wire into a map and set a field for each member: TurnDetection{Type: ..., Threshold: ...}.
		// Decoding it into the client's own struct would be a round trip.
		return noClient()
	}
	return members{"unsupported": "no type " + wireType}
}

// roundtrip parses wire into the client's own type and writes it back, with the calls that its users make.
func roundtrip(wireType, wire string) members {
	switch wireType {
	case "SessionUpdateEvent":
		return noClient()
	}
	return members{"unsupported": "no type " + wireType}
}

// read lets the client parse what a server sent. A member "wire" may show what its users then see.
func read(wireType, wire string) members {
	switch wireType {
	case "SessionCreatedEvent":
		return noClient() // members{"read": true}
	}
	return members{"unsupported": "no type " + wireType}
}

// send lets the client send it to the server at baseURL. Answer when its call has returned.
func send(wireType, wire, baseURL, apiKey string) members {
	switch wireType {
	case "SessionUpdateEvent":
		// Keep the connection for the next payload, and read what the server answers in a goroutine.
		return noClient() // members{"sent": true}
	}
	return members{"unsupported": "no type " + wireType}
}

// listen connects, plays nothing, and collects what the client hands to its user, until the event r.Until (if it is
// empty, until the server closes), or for r.Timeout seconds.
func listen(r request) members {
	switch r.Kind {
	case "conversation":
		// Each event as JSON text, or only its type if the client has something else for it:
		// members{"heard": []string{...}}; with "failed": its own message, if the client ended with an error of its own.
		return noClient()
	}
	return members{"unsupported": "no connection for " + r.Kind} // transcription, translation, beta
}

// answer answers one request, without its id. Do not recover from a panic of the client: it would end the program of
// its users, too. The report then says "crashed", with the panic, and this program is started again.
func answer(r request) members {
	switch r.Cmd {
	case "hello":
		return members{"card": card}
	case "write":
		return write(r.Type, r.Wire)
	case "roundtrip":
		return roundtrip(r.Type, r.Wire)
	case "read":
		return read(r.Type, r.Wire)
	case "send":
		return send(r.Type, r.Wire, r.BaseURL, r.APIKey)
	case "listen":
		return listen(r)
	case "bye":
		return members{"bye": true}
	}
	return members{"error": "unknown command " + r.Cmd}
}

// main reads one request per line until bye or the end of stdin. Print nothing else to stdout.
func main() {
	// Not a Scanner, which refuses lines of more than 64 KiB.
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, end := in.ReadBytes('\n')
		if end == io.EOF && len(line) == 0 {
			return
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			fmt.Fprintln(os.Stderr, "not a request:", err)
			continue
		}
		reply := answer(r)
		reply["id"] = r.ID
		if err := out.Encode(reply); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if r.Cmd == "bye" {
			return
		}
	}
}
