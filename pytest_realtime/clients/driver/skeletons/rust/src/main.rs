//! A driver of pytest-realtime: wraps one client library, so that the contract suite can test it.

use serde_json::{json, Value};
use std::io::{self, BufRead, Write};

fn card() -> Value {
    json!({
        "name": "my-client",
        "version": "0.1.0",
        "language": "rust",
        // The client's wire types, by name, and the operations for each: roundtrip, read, send.
        "types": {"SessionUpdateEvent": ["roundtrip"]},
    })
}

/// Parses `wire` into the client's own type and writes it back, with the calls that its users make.
fn roundtrip(wire_type: &str, _wire: &str) -> Value {
    match wire_type {
        // Call the client here. With serde:
        //     match serde_json::from_str::<SessionUpdateEvent>(_wire) {
        //         Ok(event) => json!({"wire": serde_json::to_string(&event).unwrap()}),
        //         Err(refused) => json!({"rejected": refused.to_string()}),
        //     }
        "SessionUpdateEvent" => json!({"unsupported": "the driver has no client yet"}),
        other => json!({"unsupported": format!("no type {other}")}),
    }
}

/// Answers one request, without its id.
fn answer(request: &Value) -> Value {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    match text("cmd") {
        "hello" => json!({"card": card()}),
        "roundtrip" => roundtrip(text("type"), text("wire")),
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
