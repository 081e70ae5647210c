// The driver go-openai: answers the questions of pytest-realtime with github.com/openai/openai-go.
//
// One JSON object a line on stdin, one answer a line on stdout; see README.md.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

const protocol = 1

type request struct {
	ID       int64  `json:"id"`
	Cmd      string `json:"cmd"`
	Protocol int    `json:"protocol"`
	Type     string `json:"type"`
	Wire     string `json:"wire"`

	// Those of listen.
	BaseURL string  `json:"base_url"`
	APIKey  string  `json:"api_key"`
	Model   string  `json:"model"`
	Kind    string  `json:"kind"`
	Until   string  `json:"until"`
	Timeout float64 `json:"timeout"`
}

// answer holds the members of an answer besides its id.
type answer map[string]any

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "go-openai:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			over, err := respond(line, out)
			if over || err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// respond writes the answer to one line, unbuffered, and tells whether it was the last.
func respond(line []byte, out io.Writer) (over bool, err error) {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		// Without an id there is nothing to answer.
		fmt.Fprintln(os.Stderr, "go-openai: a line that is no request:", err)
		return false, nil
	}
	// A panic in the client is not recovered from: it ends this program as it would end its users'.
	given := answered(asked)
	given["id"] = asked.ID
	var text bytes.Buffer
	encoder := json.NewEncoder(&text) // ends the line, too
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(given); err != nil {
		return true, err
	}
	_, err = out.Write(text.Bytes())
	return asked.Cmd == "bye", err
}

func answered(asked request) answer {
	switch asked.Cmd {
	case "hello":
		if asked.Protocol != protocol {
			return answer{"error": fmt.Sprintf("protocol %d is not supported, only %d", asked.Protocol, protocol)}
		}
		return answer{"card": card()}
	case "roundtrip":
		return through(types[asked.Type].written(parse), asked, func(wire string) answer { return answer{"wire": wire} })
	case "write":
		return through(types[asked.Type].written(build), asked, func(wire string) answer { return answer{"wire": wire} })
	case "read":
		return through(types[asked.Type].read, asked, func(wire string) answer { return answer{"read": true, "wire": wire} })
	case "listen":
		return listen(asked)
	case "bye":
		return answer{"bye": true}
	}
	return answer{"unsupported": fmt.Sprintf("this driver has no command %q", asked.Cmd)}
}

func through(call call, asked request, normal func(string) answer) answer {
	if call == nil {
		return answer{"unsupported": fmt.Sprintf("openai-go has no type of its own for the %s of %s", asked.Cmd, asked.Type)}
	}
	wire, err := call(asked.Wire)
	if errors.As(err, &unsupported{}) {
		return answer{"unsupported": err.Error()}
	}
	if err != nil {
		return answer{"rejected": err.Error()}
	}
	return normal(wire)
}

func card() map[string]any {
	abilities := map[string][]string{}
	for name, calls := range types {
		if calls.write != nil {
			abilities[name] = append(abilities[name], "roundtrip", "write")
		}
		if calls.read != nil {
			abilities[name] = append(abilities[name], "read")
		}
	}
	return map[string]any{
		"name":     "openai-go",
		"version":  clientVersion(),
		"language": "go",
		"homepage": "https://github.com/openai/openai-go",
		"dialect":  "ga",
		"types":    abilities,
		"hears":    hears(),
	}
}

// clientVersion is what was linked, not what we think we linked.
func clientVersion() string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			if module.Path == "github.com/openai/openai-go/v3" {
				return module.Version[1:]
			}
		}
	}
	return "unknown"
}
