//! A driver of pytest-realtime: wraps one client library, so that the contract suite can test it.

use serde_json::{json, Value};
use std::io::{self, BufRead, Write};

fn card() -> Value {
    json!({
        "name": "my-client",
        "version": "0.1.0",
        "language": "rust",
        // The client's wire types, by name, and the operations for each: roundtrip, write, send, read.
        "types": {
            "TurnDetection": ["write"],
            "SessionUpdateEvent": ["roundtrip", "send"],
            "SessionCreatedEvent": ["read"],
        },
        // The events of a server that the client hands to its user.
        "hears": ["session.created", "error", "response.done"],
    })
}

/// The answer until the client is called. In each function below: where the client rejects the input, answer with its
/// message as `rejected`; where it has no word for a member, with the member as `unsupported`.
fn no_client() -> Value {
    json!({"unsupported": "the driver has no client yet"})
}

fn no_type(wire_type: &str) -> Value {
    json!({"unsupported": format!("no type {wire_type}")})
}

/// Builds the object with the client's own types, member by member, and writes it.
fn write(wire_type: &str, _wire: &str) -> Value {
    match wire_type {
        // Take the members from a serde_json::Value. Parsing into the client's own type would be a round trip.
        //     let members: Value = serde_json::from_str(_wire).unwrap();
        //     let vad = TurnDetection { threshold: members["threshold"].as_f64(), ..Default::default() };
        //     json!({"wire": serde_json::to_string(&vad).unwrap()})
        "TurnDetection" => no_client(),
        other => no_type(other),
    }
}

/// Parses `wire` into the client's own type and writes it back, with the calls that its users make.
fn roundtrip(wire_type: &str, _wire: &str) -> Value {
    match wire_type {
        // With serde:
        //     match serde_json::from_str::<SessionUpdateEvent>(_wire) {
        //         Ok(event) => json!({"wire": serde_json::to_string(&event).unwrap()}),
        //         Err(refused) => json!({"rejected": refused.to_string()}),
        //     }
        "SessionUpdateEvent" => no_client(),
        other => no_type(other),
    }
}

/// Lets the client parse what a server sent. A member `wire` may show what its users then see.
fn read(wire_type: &str, _wire: &str) -> Value {
    match wire_type {
        "SessionCreatedEvent" => no_client(), // json!({"read": true})
        other => no_type(other),
    }
}

/// Lets the client send it to the server at `base_url`. Answer when its call has returned.
fn send(wire_type: &str, _wire: &str, _base_url: &str, _api_key: &str) -> Value {
    match wire_type {
        // Keep the connection for the next payload, and read what the server answers in a task of its own.
        "SessionUpdateEvent" => no_client(), // json!({"sent": true})
        other => no_type(other),
    }
}

/// Connects, plays nothing, and collects what the client hands to its user, until the event `until` (if it is empty,
/// until the server closes), or for `timeout` seconds; `base_url`, `api_key` and `model` say where.
fn listen(request: &Value) -> Value {
    match request["kind"].as_str().unwrap_or_default() {
        // Each event as JSON text, or only its type if the client has something else for it: json!({"heard": [...]});
        // with its own message as `failed`, if the client ended with an error of its own.
        "conversation" => no_client(),
        other => json!({"unsupported": format!("no connection for {other}")}), // transcription, translation, beta
    }
}

/// Answers one request, without its id.
fn answer(request: &Value) -> Value {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    match text("cmd") {
        "hello" => json!({"card": card()}),
        "write" => write(text("type"), text("wire")),
        "roundtrip" => roundtrip(text("type"), text("wire")),
        "read" => read(text("type"), text("wire")),
        "send" => send(text("type"), text("wire"), text("base_url"), text("api_key")),
        "listen" => listen(request),
        "bye" => json!({"bye": true}),
        other => json!({"error": format!("unknown command {other}")}),
    }
}

/// Reads one request per line until `bye` or the end of stdin. Print nothing else to stdout.
fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let request: Value = match serde_json::from_str(&line?) {
            Ok(request) => request,
            Err(error) => {
                eprintln!("not a request: {error}");
                continue;
            }
        };
        let mut reply = answer(&request);
        reply["id"] = request["id"].clone();
        writeln!(out, "{reply}")?;
        out.flush()?;
        if reply.get("bye").is_some() {
            break;
        }
    }
    Ok(())
}
