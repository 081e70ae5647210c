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
}

type members map[string]any

var card = members{
	"name":     "my-client",
	"version":  "0.1.0",
	"language": "go",
	// The client's wire types, by name, and the operations for each: roundtrip, read, send.
	"types": map[string][]string{"SessionUpdateEvent": {"roundtrip"}},
}

// roundtrip parses wire into the client's own type and writes it back, with the calls that its users make.
func roundtrip(wireType, wire string) members {
	switch wireType {
	case "SessionUpdateEvent":
		// Call the client here. Where it rejects the input, return members{"rejected": its own message}.
		return members{"unsupported": "the driver has no client yet"}
	}
	return members{"unsupported": "no type " + wireType}
}

// answer answers one request, without its id.
func answer(r request) (reply members) {
	defer func() {
		if err := recover(); err != nil {
			reply = members{"error": fmt.Sprint(err)}
		}
	}()
	switch r.Cmd {
	case "hello":
		return members{"card": card}
	case "roundtrip":
		return roundtrip(r.Type, r.Wire)
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
